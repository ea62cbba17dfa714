import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { patience, sources } from '../../vitest.shared.ts'
import { PageReporter } from './frame/page-reporter.ts'

export default defineConfig({
  ...sources,
  test: {
    include: ['test/interop/**/*.test.ts'],
    globalSetup: join(import.meta.dirname, 'frame/global-setup.ts'),
    reporters: ['default', new PageReporter()],
    ...patience,
    maxWorkers: 2,
  },
})
