import { defineConfig } from 'vitest/config'
import { sources } from '../../vitest.shared.ts'

export default defineConfig({
  ...sources,
  test: { include: ['test/hostile/**/*.test.ts'], fileParallelism: false },
})
