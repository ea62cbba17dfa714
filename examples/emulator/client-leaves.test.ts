// A route of your own stops the model when the browser leaves, seen from the endpoint.

import type { AddressInfo } from 'node:net'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { expect, it, vi } from 'vitest'

it('stops the model when the browser leaves', async () => {
  const ended = Promise.withResolvers<number>()
  await using emulator = await startEndpointEmulator({
    replies: [{ pieces: Array.from({ length: 100 }, () => 'word ') }],
    pace: { delayMs: 100 }, // ten seconds to the end
    onAnswer: (_request, milliseconds) => ended.resolve(milliseconds),
  })
  vi.stubEnv('AZUREML_ENDPOINT_URL', `${emulator.url}/v1/chat/completions`)
  vi.stubEnv('AZUREML_ENDPOINT_API_KEY', 'my-api-key')
  vi.stubEnv('PORT', '0')
  const { server } = await import('../servers/express-core.ts')
  await vi.waitUntil(() => server.listening)

  const browser = new AbortController()
  const { body } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] }),
    signal: browser.signal,
  })
  await body?.getReader().read()
  browser.abort()

  expect(await ended.promise).toBeLessThan(4000)
  server.close()
})
