import { defineConfig } from 'vitest/config'

/** How every state of the page looks, in both themes and at all widths: more than a minute in Chromium, so `pnpm test` leaves it out. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['@azureml-endpoints/source'] },
  ssr: { resolve: { conditions: ['@azureml-endpoints/source'] } },
  test: { include: ['test/look/*.test.ts'], testTimeout: 120_000 },
})
