import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { sources } from '../../vitest.shared.ts'

export default defineConfig({
  ...sources,
  test: {
    include: ['test/documents/run.test.ts'],
    globalSetup: join(import.meta.dirname, '../consumers/pack.ts'),
    testTimeout: 320_000,
    hookTimeout: 320_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
})
