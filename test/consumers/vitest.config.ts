import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const conditions = ['@azureml-endpoints/source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/consumers/*.test.ts'],
    globalSetup: join(import.meta.dirname, 'pack.ts'),
    testTimeout: 300_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
})
