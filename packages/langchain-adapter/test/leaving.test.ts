import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterEach, describe, expect, it } from 'vitest'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../src/index.ts'

let server: Server | undefined
afterEach(() => void server?.closeAllConnections())
afterEach(() => void server?.close())

/** An endpoint that sends one word and then nothing, and tells when its caller is gone. */
async function silent(): Promise<{ url: string; gone: Promise<void> }> {
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  server = createServer((request, response) => {
    request.resume()
    response.on('close', resolve)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Hi' } }] })}\n\n`)
  })
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, gone }
}

const modelOf = (url: string, fields: AzureMLChatOnlineEndpointFields = {}): AzureMLChatOnlineEndpoint =>
  new AzureMLChatOnlineEndpoint({
    endpointUrl: `${url}/v1/chat/completions`,
    endpointApiKey: 'key-of-a-test',
    maxRetries: 0,
    ...fields,
  })

describe('leaving a stream that has gone silent', () => {
  const unhandled: unknown[] = []
  const note = (error: unknown): void => void unhandled.push(error)

  it.each([
    ['unobserved', {}],
    ['observed', { callbacks: [{ handleLLMStart() {} }] }],
  ])('ends the loop and the connection at once, %s', { timeout: 5000 }, async (_name, options) => {
    process.on('unhandledRejection', note)
    const { url, gone } = await silent()
    for await (const chunk of await modelOf(url).stream('Hello', options)) {
      expect(chunk.text).toBe('Hi')
      break
    }
    await gone
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })

  it('ends a read that is pending', { timeout: 5000 }, async () => {
    const { url, gone } = await silent()
    const stream = await modelOf(url).stream('Hello')
    await stream.next()
    const pending = stream.next()
    await stream.return()
    expect(await pending).toEqual({ done: true, value: undefined })
    await gone
  })

  it('ends it for a web reader too', { timeout: 5000 }, async () => {
    const { url, gone } = await silent()
    const reader = (await modelOf(url).stream('Hello')).getReader()
    await reader.read()
    const pending = reader.read()
    await reader.cancel()
    expect(await pending).toEqual({ done: true, value: undefined })
    await gone
  })
})

describe('headers', () => {
  it('of one caller do not get another caller’s cached answer', async () => {
    await using emulator = await startEndpointEmulator({ replies: ['for A', 'for B'] })
    const model = modelOf(emulator.url, { cache: true })
    const ask = async (user: string): Promise<string> =>
      (await model.invoke('Who am I?', { headers: { 'x-user-token': user } })).text
    expect([await ask('A'), await ask('B'), await ask('A')]).toEqual(['for A', 'for B', 'for A'])
    expect(emulator.requests).toHaveLength(2)
  })

  it('that are bound show no secret to those who trace', async () => {
    await using emulator = await startEndpointEmulator()
    const seen: unknown[] = []
    const bound = modelOf(emulator.url).withConfig({ headers: { 'x-api-key': 'secret-of-a-header' } })
    await bound
      .pipe((message) => message.text)
      .invoke('Hello', {
        callbacks: [
          {
            handleChainStart: (...all: unknown[]) => void seen.push(all),
            handleChatModelStart: (...all: unknown[]) => void seen.push(all),
          },
        ],
      })
    expect(JSON.stringify(seen)).not.toContain('secret-of-a-header')
    expect(emulator.requests[0]?.headers['x-api-key']).toBe('secret-of-a-header')
  })
})

it('the tokens of an invocation that streams reach older callbacks', async () => {
  await using emulator = await startEndpointEmulator()
  let usage: unknown
  await modelOf(emulator.url, { streaming: true }).invoke('Hello', {
    callbacks: [{ handleLLMEnd: (output) => void (usage = output.llmOutput?.['tokenUsage']) }],
  })
  expect(usage).toMatchObject({ promptTokens: expect.any(Number), completionTokens: expect.any(Number) })
})
