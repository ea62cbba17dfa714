import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { sources } from '../../vitest.shared.ts'

export default defineConfig({
  ...sources,
  test: {
    include: ['test/consumers/*.test.ts'],
    globalSetup: join(import.meta.dirname, 'pack.ts'),
    testTimeout: 300_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
})
