import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { sources } from '../../vitest.shared.ts'
import { PageReporter } from './frame/page-reporter.ts'

export default defineConfig({
  ...sources,
  test: {
    include: ['test/interop/**/*.test.ts'],
    globalSetup: join(import.meta.dirname, 'frame/global-setup.ts'),
    reporters: ['default', new PageReporter()],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
})
