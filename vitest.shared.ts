import { availableParallelism } from 'node:os'

const conditions = ['@azureml-endpoints/source']

/** Resolves the packages of this repository to their sources, so that tests need no build. */
export const sources = { resolve: { conditions }, ssr: { resolve: { conditions } } }

/** Tests have to pass on a busy machine, so the limit only ends those that hang, and no test has a shorter one. */
export const patience = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } }

/** One more than there are cores: some tests wait for other processes, and would leave a core idle meanwhile. */
export const maxWorkers = availableParallelism() + 1
