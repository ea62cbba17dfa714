import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['@azureml-endpoints/source'] },
  test: { include: ['packages/core/test/testing/child-run.fixture.ts'], reporters: ['json'] },
})
