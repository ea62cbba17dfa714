import { defineConfig } from 'vitest/config'

const conditions = ['@azureml-endpoints/source']

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: 'node',
          // A busy machine is no failure; what must be quick says so itself.
          testTimeout: 30_000,
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'examples/**/*.test.ts',
            'test/{formatters,release,replay,structure}/*.test.ts',
            'test/hostile/{hostile,rules,search/secret-search}.test.ts',
          ],
        },
      },
      'packages/ai-sdk-provider/vitest.edge.config.ts',
    ],
  },
})
