import { defineConfig } from 'vitest/config'
import { sources } from '../../vitest.shared.ts'

/** The page in Chromium: more than three minutes, so `pnpm test` leaves it out. */
export default defineConfig({
  root: import.meta.dirname,
  ...sources,
  test: { include: ['test/browser/*.test.ts'], testTimeout: 120_000 },
})
