import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { maxWorkers, patience, sources } from './vitest.shared.ts'

// The programs that tests start compile each file once, not each time.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node')

/** Calls with deadlines, from as many processes as there are cores: nothing runs beside them. */
const timed = ['test/hostile/hostile.test.ts']

/** Each in a process of its own. */
const isolated = [
  // Microsoft's identity library keeps its tokens for the life of a process.
  'packages/core/test/authorization.test.ts',
  'packages/workspace/test/connect-endpoint.test.ts',
  // Measures the memory that its process keeps; other tests that release theirs would distort it.
  'test/hostile/rules.test.ts',
]

const shared = {
  ...patience,
  maxWorkers,
  // Files share a process: loading the packages and frameworks for each file takes longer than most tests.
  isolate: false,
  setupFiles: ['vitest.tmpdir.ts', 'vitest.setup.ts'].map((file) => join(import.meta.dirname, file)),
}

export default defineConfig({
  test: {
    projects: [
      {
        ...sources,
        test: {
          ...shared,
          name: 'node',
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'examples/**/*.test.ts',
            'test/{formatters,mutation,release,replay,structure}/*.test.ts',
            'test/documents/{markdown,rules,running}/*.test.ts',
            'test/hostile/{rules,search/secret-search}.test.ts',
          ],
          exclude: [...isolated, '**/test/browser/**', '**/node_modules/**'],
        },
      },
      { ...sources, test: { ...shared, name: 'isolated', include: isolated, isolate: true } },
      'packages/ai-sdk-provider/vitest.edge.config.ts',
      { ...sources, test: { ...shared, name: 'timed', include: timed, sequence: { groupOrder: 1 } } },
    ],
  },
})
