import { readdirSync, readFileSync } from 'node:fs'
import { createEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterEach, expect, it, vi } from 'vitest'

const folder = new URL('./readme/', import.meta.url)
const examples = readdirSync(folder).toSorted()

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('the README shows the examples below, word for word', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block]) => block)
  expect(blocks).toEqual(examples.map((name) => readFileSync(new URL(name, folder), 'utf8')))
})

it('the example of a serverless endpoint works, and asks as it says', async () => {
  const emulator = createEndpointEmulator()
  vi.stubGlobal('fetch', emulator.fetch)
  const log = vi.spyOn(console, 'log').mockReturnValue()
  await import('./readme/1-serverless.ts')
  expect(log.mock.calls[0]).toEqual([
    expect.stringContaining('Collatz'),
    expect.objectContaining({ input_tokens: expect.any(Number) }),
  ])
  expect(emulator.requests.map(({ body }) => body)).toMatchInlineSnapshot(`
    [
      {
        "max_tokens": 512,
        "messages": [
          {
            "content": "Will the Collatz conjecture ever be solved?",
            "role": "user",
          },
        ],
        "temperature": 0.8,
      },
    ]
  `)
})

it('the example of a dedicated endpoint works', async () => {
  const emulator = createEndpointEmulator()
  vi.stubGlobal('fetch', emulator.fetch)
  const log = vi.spyOn(console, 'log').mockReturnValue()
  await import('./readme/2-dedicated.ts')
  expect(log.mock.calls[0]).toEqual([expect.stringContaining('Tell me a story.')])
  expect(log.mock.calls[1]).toEqual([expect.stringContaining('Tell me about'), expect.any(String)])
  expect(emulator.requests).toHaveLength(3)
})
