import { defineConfig } from 'vitest/config'

/** The page in Chromium: more than three minutes, so `pnpm test` leaves it out. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['@azureml-endpoints/source'] },
  ssr: { resolve: { conditions: ['@azureml-endpoints/source'] } },
  test: { include: ['test/browser/*.test.ts'], testTimeout: 120_000 },
})
