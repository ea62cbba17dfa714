import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import adapter from '../../packages/langchain-adapter/package.json' with { type: 'json' }
import { patience, sources } from '../../vitest.shared.ts'

const here = join(import.meta.dirname, 'package.json')

// The tests of the LangChain adapter, run with the versions of LangChain that are installed in this folder.
export default defineConfig({
  ...sources,
  plugins: [
    {
      name: 'lowest-langchain',
      enforce: 'pre',
      resolveId(source) {
        const isLangChain = /^(?:@langchain\/|langchain(?:\/|$)|deepagents$)/.test(source)
        return isLangChain ? this.resolve(source, here, { skipSelf: true }) : undefined
      },
    },
  ],
  test: {
    root: join(import.meta.dirname, '../../packages/langchain-adapter'),
    include: ['test/**/*.test.ts'],
    // How the work grows is measured with the newest versions; it takes as long as all other tests together.
    exclude: ['test/growth.test.ts'],
    ...patience,
    // A test compares this to the version that it runs with.
    env: { LANGCHAIN_CORE: adapter.peerDependencies['@langchain/core'].replace('^', '') },
  },
})
