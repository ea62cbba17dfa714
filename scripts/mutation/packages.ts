// The packages whose tests are themselves tested, by mutants of their sources.

/** How the mutants of a package are tried and judged. */
export interface MutatedPackage {
  /** The least share of mutants, in percent, that its tests or the compiler have to find. */
  readonly threshold: number
  /** The sources to mutate, below the package's `src`. @default all of them */
  readonly sources?: string
  /** Folders of tests, besides the package's own, that see its sources. */
  readonly alsoTestedIn?: readonly string[]
}

const alsoTestedIn = ['test/formatters']

/** The published packages, by folder. */
export const mutatedPackages: Readonly<Record<string, MutatedPackage>> = {
  core: { threshold: 75 },
  'formatters-openai': { threshold: 86, alsoTestedIn },
  'ai-sdk-provider': { threshold: 90 },
  'langchain-adapter': { threshold: 86 },
  'formatters-anthropic': { threshold: 92, alsoTestedIn },
  'formatters-cohere': { threshold: 92, alsoTestedIn },
  'formatters-text-generation': { threshold: 90, alsoTestedIn },
  'node-transport': { threshold: 75 },
  workspace: { threshold: 88 },
  'endpoint-emulator': { threshold: 75 },
  // Its page is tested in a browser, where no mutant is active.
  playground: { threshold: 70, sources: '{contract,redaction,server}/**/*.ts' },
}

/**
 * Tests that run without mutants, as globs. Those that start other processes never see a mutant: it is active only in
 * the process of the tests. Those that measure time or memory fail by chance while mutants are tried side by side.
 * `all-pairs` costs more than all other tests of a formatter, and repeats what they require.
 */
export const testsWithoutMutants: readonly string[] = [
  'packages/ai-sdk-provider/test/{readme,programs/mcp}.test.ts',
  'packages/core/test/{allocations,fuzz,loaded-files,scripts}.test.ts',
  'packages/core/test/testing/child-run.test.ts',
  'packages/endpoint-emulator/test/{command,record-exchange}.test.ts',
  'packages/playground/test/{code-sample,command}.test.ts',
  'test/formatters/all-pairs.test.ts',
  '**/test/{closing-connections,fault-matrix,growth,leaks,limits,load,own-process,same-rules}.test.ts',
  '**/test/{hostile-answers,hostile-requests,playground-hostile,responses-hostile}.test.ts',
]
