import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { sources } from '../../vitest.shared.ts'

export default defineConfig({
  ...sources,
  test: {
    include: ['test/durable/*.test.ts'],
    setupFiles: join(import.meta.dirname, '../../vitest.tmpdir.ts'),
    testTimeout: 120_000,
    // Azurite and the Workflow SDK are installed by the first run.
    hookTimeout: 240_000,
    maxWorkers: 3,
  },
})
