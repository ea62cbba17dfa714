import {
  AzureMLEndpointClient,
  type ChatRequest,
  EndpointError,
  type FinishReason,
  type Usage,
} from '@azureml-endpoints/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEndpointEmulator } from '../../endpoint-emulator/src/index.ts'
import { TGIContentFormatter } from '../src/index.ts'
import { startTgiRouter, type TgiRouter } from './tgi-router.ts'

const prompt = 'The sea is'
// The model repeats the prompt by itself, which is not an echo.
const words = ['The', ' sea', ' is', ' wide', ' and', ' deep.']
const text = words.join('')

let router: TgiRouter
beforeAll(async () => {
  router = await startTgiRouter(words)
})
afterAll(() => router.close())

const emulator = createEndpointEmulator({
  image: 'huggingface',
  replies: [(request) => cutReply(request.body)],
})

/** The emulator sends scripted pieces as they are, so the reply applies the limits. */
function cutReply(body: unknown): { readonly pieces: readonly string[]; readonly finishReason: string } {
  const { parameters = {} } = body as {
    readonly parameters?: { readonly max_new_tokens?: number; readonly stop?: readonly string[] }
  }
  if (parameters.max_new_tokens !== undefined)
    return { pieces: words.slice(0, parameters.max_new_tokens), finishReason: 'length' }
  return parameters.stop === undefined
    ? { pieces: words, finishReason: 'stop' }
    : { pieces: words.slice(0, 4), finishReason: 'stop' }
}

const servers = {
  'the router': (path: string) => clientOf(`${router.url}${path}`, fetch),
  'the emulator': (path: string) => clientOf(`https://my-ep.westeurope.inference.ml.azure.com${path}`, emulator.fetch),
}

function clientOf(endpointUrl: string, fetch: typeof globalThis.fetch): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl,
    endpointApiType: 'dedicated',
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter: TGIContentFormatter,
    fetch,
    maxRetries: 0,
  })
}

interface Answer {
  readonly text: string
  readonly finishReason: FinishReason | undefined
  readonly rawFinishReason: string | undefined
  readonly usage: Usage | undefined
  readonly chunks: number
}

async function callWith(
  method: 'chat' | 'stream',
  client: AzureMLEndpointClient,
  request: ChatRequest,
): Promise<Answer> {
  if (method === 'chat') return { ...(await client.chat(request)), chunks: 1 } as Answer
  const answer = { text: '', finishReason: undefined, rawFinishReason: undefined, usage: undefined, chunks: 0 } as {
    -readonly [Key in keyof Answer]: Answer[Key]
  }
  for await (const chunk of client.stream(request)) {
    answer.text += chunk.text ?? ''
    answer.finishReason = chunk.finishReason ?? answer.finishReason
    answer.rawFinishReason = chunk.rawFinishReason ?? answer.rawFinishReason
    answer.usage = chunk.usage ?? answer.usage
    answer.chunks += 1
  }
  return answer
}

const messages: ChatRequest['messages'] = [{ role: 'user', content: prompt }]
const ends = {
  'the end of the sequence': { request: { messages }, text, finishReason: 'stop', raw: 'eos_token', tokens: 7 },
  'a stop sequence': {
    request: { messages, stop: 'wide' },
    text: 'The sea is wide',
    finishReason: 'stop',
    raw: 'stop_sequence',
    tokens: 4,
  },
  'the limit': {
    request: { messages, maxTokens: 2 },
    text: 'The sea',
    finishReason: 'length',
    raw: 'length',
    tokens: 2,
  },
} as const

describe.each(Object.entries(servers))('%s', (name, connect) => {
  describe.each(['/', '/generate', '/generate_stream', '/invocations'])('%s', (path) => {
    describe.each(['chat', 'stream'] as const)('%s()', (method) => {
      it.each(Object.entries(ends))('ends with %s', async (_end, expected) => {
        const answer = await callWith(method, connect(path), expected.request)
        expect(answer.text).toBe(expected.text)
        expect(answer.finishReason).toBe(expected.finishReason)
        const { outputTokens, inputTokens } = answer.usage ?? {}
        const streams = path === '/generate_stream' || (method === 'stream' && path !== '/generate')
        if (name === 'the router') {
          expect(answer.rawFinishReason).toBe(expected.raw)
          expect({ outputTokens, inputTokens }).toEqual({
            outputTokens: expected.tokens,
            inputTokens: streams ? 3 : undefined,
          })
        } else expect(outputTokens).toBeGreaterThan(0)
        if (method === 'stream') expect(answer.chunks > 1).toBe(streams)
      })

      it('repeats the prompt if the request asks for the full text', async () => {
        const request = { messages, modelKwargs: { return_full_text: true } }
        expect((await callWith(method, connect(path), request)).text).toBe(prompt + text)
      })

      it('reports a validation error', async () => {
        const error = await callWith(method, connect(path), { messages, temperature: 0 }).catch(
          (caught: unknown) => caught,
        )
        expect(error).toBeInstanceOf(EndpointError)
        expect(String(error)).toContain('`temperature` must be strictly positive')
        expect((error as EndpointError).retryable).toBe(false)
      })
    })
  })
})

it('answers without details if the call says so, and then cannot tell why it ended', async () => {
  const request = { messages, modelKwargs: { details: false } }
  expect(await callWith('stream', servers['the router']('/'), request)).toMatchObject({
    text,
    finishReason: 'stop',
    usage: undefined,
  })
})

it('counts the prompt if the call asks for its details', async () => {
  const request = { messages, modelKwargs: { decoder_input_details: true } }
  expect((await callWith('chat', servers['the router']('/'), request)).usage).toMatchObject({
    inputTokens: 3,
    outputTokens: 7,
  })
})

describe('the emulator answers in the shape of the router', () => {
  it.each(['/', '/generate', '/generate_stream', '/invocations'])('%s', async (path) => {
    for (const stream of [false, true]) {
      for (const parameters of [
        undefined,
        { details: true, max_new_tokens: 2 },
        { return_full_text: false },
        { top_p: 1 },
      ]) {
        const init = { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer a-key' } }
        const body = JSON.stringify({ inputs: prompt, parameters, stream })
        const theirs = await fetch(`${router.url}${path}`, { ...init, body })
        const ours = await emulator.fetch(`https://my-ep.westeurope.inference.ml.azure.com${path}`, { ...init, body })
        expect(ours.headers.get('ms-azureml-model-error-statuscode') ?? '200').toBe(String(theirs.status))
        expect(ours.headers.get('content-type')).toBe(theirs.headers.get('content-type'))
        expect(shapesOf(await ours.text())).toEqual(shapesOf(await theirs.text()))
      }
    }
  })
})

/** The events of a stream or the whole body, with every number and seed replaced by its type. */
function shapesOf(body: string): readonly unknown[] {
  const texts = [...body.matchAll(/^(?:data:)?([[{].*)$/gm)].map(([, json = '']) => json)
  return texts.map((json) =>
    JSON.parse(json, (_key, value: unknown) => (typeof value === 'number' ? 'a number' : value)),
  )
}
