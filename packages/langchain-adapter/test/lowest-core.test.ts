import lowest from '@langchain/core-lowest/package.json' with { type: 'json' }
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../../../', import.meta.url))
const quick = ['conformance', 'messages', 'tools', 'structured-output', 'lazy-message-chunk', 'constructor']

it('the lowest tested version is the lowest allowed version', () => {
  expect(manifest.peerDependencies['@langchain/core']).toBe(`^${lowest.version}`)
})

it('works with the lowest allowed version of LangChain', { timeout: 300_000 }, async () => {
  const config = ['--config', 'packages/langchain-adapter/vitest.lowest.config.ts', '--maxWorkers', '1']
  const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', new URL('../../../', import.meta.url)))
  const env = { ...process.env, NO_COLOR: '1' }
  const run = promisify(execFile)(process.execPath, [vitest, 'run', ...config, ...quick], { cwd: root, env })
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  expect(stdout).toMatch(/Test Files {2}6 passed/)
})
