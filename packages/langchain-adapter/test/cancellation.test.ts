import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterEach, describe, expect, it } from 'vitest'
import type { IterableReadableStream } from '@langchain/core/utils/stream'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields, AzureMLOnlineEndpoint } from '../src/index.ts'

let server: Server | undefined
afterEach(() => void server?.closeAllConnections())
afterEach(() => void server?.close())

/** Starts an endpoint that sends one word and then nothing; `gone` resolves when the caller disconnects. */
async function silent(): Promise<{ url: string; gone: Promise<void> }> {
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  server = createServer((request, response) => {
    request.resume()
    response.on('close', resolve)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const call = { index: 0, id: 'c', function: { name: 'a', arguments: '{"b":1' } }
    const delta = { content: 'Hi', tool_calls: [call] }
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`)
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

describe('canceling a stream that has gone silent', () => {
  const unhandled: unknown[] = []
  const note = (error: unknown): void => void unhandled.push(error)

  it.each([
    ['unobserved', {}],
    ['observed', { callbacks: [{ handleLLMStart() {} }] }],
  ])('ends the loop and closes the connection at once, %s', async (_name, options) => {
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

  it('ends a pending read', async () => {
    const { url, gone } = await silent()
    const stream = await modelOf(url).stream('Hello')
    await stream.next()
    const pending = stream.next()
    await stream.return()
    expect(await pending).toEqual({ done: true, value: undefined })
    await gone
  })

  it('also works for a web stream reader', async () => {
    const { url, gone } = await silent()
    const reader = (await modelOf(url).stream('Hello')).getReader()
    await reader.read()
    const pending = reader.read()
    await reader.cancel()
    expect(await pending).toEqual({ done: true, value: undefined })
    await gone
  })
})

const observed = { callbacks: [{ handleLLMStart() {} }] }

describe('every way to cancel a stream', () => {
  const ways = {
    'a reader that cancels': async (stream) => {
      const reader = stream.getReader()
      await reader.read()
      await new Promise((resolve) => setTimeout(resolve, 20))
      await reader.cancel()
    },
    'throw()': async (stream) => {
      await stream.next()
      await stream.throw(new Error('enough')).catch(() => {})
    },
    'both branches of tee()': async (stream) => {
      const branches = stream.tee()
      await Promise.all(branches.map((branch) => branch.cancel()))
    },
    'cancel() beside a loop': async (stream) => {
      await stream.next()
      await stream.cancel().catch(() => {})
    },
    'pipeThrough()': async (stream) => {
      const piped = stream.pipeThrough(new TransformStream()).getReader()
      await piped.read()
      await piped.cancel()
    },
  } satisfies Record<string, (stream: IterableReadableStream<unknown>) => Promise<void>>

  const streams = {
    direct: (url: string) => modelOf(url).stream('Hello'),
    observed: (url: string) => modelOf(url).stream('Hello', observed),
    'in the v1 form': (url: string) => modelOf(url).stream('Hello', { outputVersion: 'v1' }),
    'of the text model': (url: string) =>
      new AzureMLOnlineEndpoint({
        endpointUrl: `${url}/v1/chat/completions`,
        endpointApiKey: 'k',
        maxRetries: 0,
      }).stream('Hello'),
  } satisfies Record<string, (url: string) => Promise<IterableReadableStream<unknown>>>

  it.each(Object.keys(streams).flatMap((kind) => Object.keys(ways).map((way) => [kind, way] as const)))(
    'ends the request of a stream %s: %s',
    async (kind, way) => {
      const { url, gone } = await silent()
      const stream = await streams[kind as keyof typeof streams](url)
      await ways[way as keyof typeof ways](stream as IterableReadableStream<unknown>)
      await expect(gone).resolves.toBeUndefined()
    },
  )
})

const isPiece = ({ event }: { readonly event: string }): boolean => event === 'on_chat_model_stream'

/** Loops of the caller over what LangChain makes of the model, each left at the first piece. */
const loops: Record<string, (model: AzureMLChatOnlineEndpoint) => Promise<void>> = {
  fallbacks: async (model) => {
    for await (const _ of await model.withFallbacks([model]).stream('Hello')) break
  },
  'fallbacks of a bound model': async (model) => {
    for await (const _ of await model
      .withConfig({ seed: 1 })
      .withFallbacks({ fallbacks: [model] })
      .stream('Hello'))
      break
  },
  'a bound model': async (model) => {
    for await (const _ of await model.withConfig({ seed: 1 }).stream('Hello')) break
  },
  retries: async (model) => {
    for await (const _ of await model.withRetry().stream('Hello')) break
  },
  'structured output': async (model) => {
    for await (const _ of await model.withStructuredOutput({ title: 'a', type: 'object' }).stream('Hello')) break
  },
  events: async (model) => {
    for await (const event of model.streamEvents('Hello', { version: 'v2' })) if (isPiece(event)) break
  },
  'events of a bound model': async (model) => {
    for await (const event of model.withConfig({ seed: 1 }).streamEvents('Hello', { version: 'v2' })) {
      if (isPiece(event)) break
    }
  },
  "events of chat models, which only the caller's signal ends": async (model) => {
    const controller = new AbortController()
    for await (const _ of model.streamEvents('Hello', { signal: controller.signal }).text) break
    controller.abort()
  },
}

describe('a loop that is left while the endpoint is silent', () => {
  it.each(Object.entries(loops))('closes the connection: %s', async (_name, loop) => {
    const { url, gone } = await silent()
    await loop(modelOf(url))
    await expect(gone).resolves.toBeUndefined()
  })
})

/** Starts an endpoint that sends three words per packet. */
async function inThreeReads(words: string): Promise<string> {
  const events = words
    .split(/(?= )/)
    .map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`)
  server = createServer(async (request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let index = 0; index < events.length; index += 3) {
      response.write(events.slice(index, index + 3).join(''))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    response.end('data: [DONE]\n\n')
  })
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('concurrent calls of `next`', () => {
  const words = 'one two three four five six seven eight nine ten'

  it.each([
    ['unobserved', {}],
    ['observed', observed],
  ])('lose no message: %s', async (_name, options) => {
    const stream = await modelOf(await inThreeReads(words)).stream('Hello', options)
    const steps = await Promise.all(Array.from({ length: 24 }, () => stream.next()))
    expect(steps.map(({ value }) => value?.text ?? '').join('')).toBe(words)
  })

  it('lose no message after a web stream reader has read', async () => {
    await using emulator = await startEndpointEmulator({ replies: [words] })
    const stream = await modelOf(emulator.url).stream('Hello')
    const reader = stream.getReader()
    const first = await reader.read()
    reader.releaseLock()
    let text = first.value?.text ?? ''
    for await (const chunk of stream) text += chunk.text
    expect(text).toBe(words)
  })
})

describe('a web stream reader that is released', () => {
  it('during a read leaves the message to the loop', async () => {
    const stream = await modelOf(await inThreeReads('one two three')).stream('Hello')
    const reader = stream.getReader()
    const pending = reader.read().catch(() => undefined)
    reader.releaseLock()
    expect(await pending).toBeUndefined()
    let text = ''
    for await (const chunk of stream) text += chunk.text
    expect(text).toBe('one two three')
  })
})

describe('headers', () => {
  it('with another secret do not get the cached answer', async () => {
    await using emulator = await startEndpointEmulator({ replies: ['for A', 'for B'] })
    const model = modelOf(emulator.url, { cache: true })
    const ask = async (user: string): Promise<string> =>
      (await model.invoke('Who am I?', { headers: { 'x-user-token': user } })).text
    expect([await ask('A'), await ask('B'), await ask('A')]).toEqual(['for A', 'for B', 'for A'])
    expect(emulator.requests).toHaveLength(2)
  })

  it('bound to a model show no secret in traces', async () => {
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

it('older callbacks get the token usage of an invocation that streams', async () => {
  await using emulator = await startEndpointEmulator()
  let usage: unknown
  await modelOf(emulator.url, { streaming: true }).invoke('Hello', {
    callbacks: [{ handleLLMEnd: (output) => void (usage = output.llmOutput?.['tokenUsage']) }],
  })
  expect(usage).toMatchObject({ promptTokens: expect.any(Number), completionTokens: expect.any(Number) })
})
