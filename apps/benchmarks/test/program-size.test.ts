import { expect, it } from 'vitest'
import { programSize } from '../src/suites/bundle-size.ts'

/** In bytes; a change that makes a program larger says why, and changes its budget. */
const budgets = { loaded: 41_700, whole: 64_100, loadedByProvider: 58_900 } as const

it('a program that chats stays within its budget of gzipped bytes', async () => {
  const { loaded, whole } = await programSize('core', { conditions: ['@azureml-endpoints/source'] })
  expect(loaded).toBeLessThan(budgets.loaded)
  expect(whole).toBeLessThan(budgets.whole)
  // Far smaller values mean that something is missing from the bundle.
  expect(loaded).toBeGreaterThan(budgets.loaded / 2)
})

it('a program that chats with the AI SDK stays within its budget beyond `ai`, without the formats of other operations', async () => {
  const options = { conditions: ['@azureml-endpoints/source'] }
  const [provider, ai] = await Promise.all([programSize('provider', options), programSize('ai', options)])
  expect(provider.loaded - ai.loaded).toBeLessThan(budgets.loadedByProvider)
})
