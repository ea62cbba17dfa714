import { defineConfig } from 'vitest/config'
import { maxWorkers, patience, sources } from '../../vitest.shared.ts'

/** The same tests once more, with the globals of an edge runtime; the emulators run in vitest's own process. */
export default defineConfig({
  root: import.meta.dirname,
  ...sources,
  test: {
    ...patience,
    name: 'ai-sdk-provider on the edge',
    include: ['test/**/*.test.ts'],
    // What grows with its input does so in every runtime; the programs need servers and files.
    exclude: ['test/growth.test.ts', 'test/programs/**'],
    environment: 'edge-runtime',
    maxWorkers,
    isolate: false,
    setupFiles: [`${import.meta.dirname}/../../vitest.setup.ts`],
    globalSetup: [`${import.meta.dirname}/test/emulator-setup.ts`],
    env: { AI_SDK_LOG_WARNINGS: 'false' },
  },
})
