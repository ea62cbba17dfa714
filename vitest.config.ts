import { defineConfig } from 'vitest/config'
import { sources } from './vitest.sources.ts'

// A busy machine is no failure; what must be quick says so itself.
const testTimeout = 30_000

/** Vitest leaves a core to itself by default, which is half of a machine that has two. */
const maxWorkers = '100%'

/** Tests that measure time or run against a deadline. They run one after the other, once all the others are done. */
export const timed = [
  '**/test/**/{closing-connections,connection-rest,fault-matrix,growth,leaks,limits,load,same-rules}.test.ts',
  '**/test/**/linear-*.test.ts',
  '**/test/**/*hostile*.test.ts',
  'test/hostile/rules.test.ts',
]

export default defineConfig({
  test: {
    projects: [
      {
        ...sources,
        test: {
          name: 'node',
          testTimeout,
          maxWorkers,
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'examples/**/*.test.ts',
            'test/{formatters,release,replay,structure}/*.test.ts',
            'test/documents/{markdown,rules,running}/*.test.ts',
            'test/hostile/search/secret-search.test.ts',
          ],
          exclude: [...timed, '**/test/browser/**', '**/node_modules/**'],
        },
      },
      'packages/ai-sdk-provider/vitest.edge.config.ts',
      {
        ...sources,
        test: {
          name: 'timed',
          testTimeout: 2 * testTimeout,
          include: timed,
          exclude: [
            '**/test/browser/**',
            '**/node_modules/**',
            'test/{consumers,interop}/**',
            'test/hostile/every-case.test.ts',
          ],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
