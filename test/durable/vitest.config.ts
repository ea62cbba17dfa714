import { defineConfig } from 'vitest/config'

const conditions = ['@azureml-endpoints/source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/durable/*.test.ts'],
    testTimeout: 120_000,
    // Azurite and the Workflow SDK are installed by the first run.
    hookTimeout: 240_000,
    maxWorkers: 3,
  },
})
