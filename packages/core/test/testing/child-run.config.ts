import { defineConfig } from 'vitest/config'

const conditions = ['@azureml-endpoints/source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['packages/core/test/testing/child-run.fixture.ts'], reporters: ['json'] },
})
