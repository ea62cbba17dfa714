import { defineConfig } from 'vitest/config'
import { sources } from '../../../../vitest.shared.ts'

export default defineConfig({
  ...sources,
  test: { include: ['packages/core/test/testing/child-run.fixture.ts'], reporters: ['json'] },
})
