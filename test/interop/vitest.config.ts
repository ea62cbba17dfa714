import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { PageReporter } from './frame/page-reporter.ts'

const conditions = ['@azureml-endpoints/source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/interop/**/*.test.ts'],
    globalSetup: join(import.meta.dirname, 'frame/global-setup.ts'),
    reporters: ['default', new PageReporter()],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
})
