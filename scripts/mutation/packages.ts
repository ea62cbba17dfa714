// The packages whose tests are themselves tested, by mutants of their sources.

/** How the mutants of a package are judged. */
export interface MutatedPackage {
  /** The least share of mutants, in percent, that its tests or the compiler have to find. */
  readonly threshold: number
  /** Folders of tests, besides the package's own, that see its sources. */
  readonly alsoTestedIn?: readonly string[]
}

/** The published packages, by folder. Each threshold stands a little below what was measured. */
export const mutatedPackages: Readonly<Record<string, MutatedPackage>> = {
  core: { threshold: 75 },
  'formatters-openai': { threshold: 85, alsoTestedIn: ['test/formatters'] },
  'ai-sdk-provider': { threshold: 75 },
  'langchain-adapter': { threshold: 75 },
}

/**
 * Tests that say nothing about a mutant, as globs. Those that start other processes never see it: it lives in the
 * process of the tests. Those that measure time or memory fail by themselves while mutants are tried.
 */
export const testsWithoutMutants: readonly string[] = [
  'packages/core/test/{allocations,loaded-files,scripts}.test.ts',
  'packages/core/test/testing/child-run.test.ts',
  'packages/core/test/fuzz.test.ts',
]
