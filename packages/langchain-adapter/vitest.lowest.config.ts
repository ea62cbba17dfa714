import { defineConfig } from 'vitest/config'

const conditions = ['@azureml-endpoints/source']

// The tests that need LangChain's core alone, at the lowest version that this package allows.
export default defineConfig({
  resolve: {
    conditions,
    alias: [{ find: /^@langchain\/core(?=\/|$)/, replacement: '@langchain/core-lowest' }],
  },
  ssr: { resolve: { conditions } },
  test: {
    root: import.meta.dirname,
    include: ['test/*.test.ts'],
    env: { LANGCHAIN_CORE: '1.2.8' },
    exclude: [
      'test/framework-options.test.ts',
      'test/agents.test.ts',
      'test/provider-data.test.ts',
      'test/lowest-core.test.ts',
    ],
  },
})
