// Runs Stryker on parts of a package.
import { Stryker } from '@stryker-mutator/core'
import type { Place } from './places.ts'

/** A mutant and what became of it. */
export type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

/** Tries the mutants of some places of a package, each against the tests that reach it. */
export function tryMutants(name: string, places: readonly Place[], concurrency: number): Promise<Mutant[]> {
  process.env.MUTATED_PACKAGE = name
  return new Stryker({
    mutate: places.map(({ path, first, last }) => `${path}:${first}-${last}`),
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
    // Its copy needs no changed tsconfig, and reading one needs an older TypeScript.
    tsconfigFile: 'none',
    coverageAnalysis: 'perTest',
    concurrency,
    reporters: ['progress-append-only'],
    cleanTempDir: 'always',
    allowConsoleColors: false,
  }).runMutationTest()
}
