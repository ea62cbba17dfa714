// oxlint-disable no-underscore-dangle -- LangChain's names
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { HumanMessage } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { type FakeAnswer, fakeFetch } from '../../core/src/testing/index.ts'
import { AzureMLChatOnlineEndpoint, AzureMLOnlineEndpoint } from '../src/index.ts'
import { collect, delta, failure } from './endpoint.ts'

const fields = { endpointUrl: 'https://e.westeurope.inference.ml.azure.com/v1/chat/completions', endpointApiKey: 'key' }

/** An answer whose events all arrive in one network read. */
const inOneRead: FakeAnswer = () => {
  const events = [delta({ content: 'a' }), delta({ content: 'b' }), delta({ content: 'c' }, 'stop'), '[DONE]']
  const body = events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('')
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
const chat = (): AzureMLChatOnlineEndpoint => new AzureMLChatOnlineEndpoint({ ...fields, fetch: fakeFetch(inOneRead) })
const text = (): AzureMLOnlineEndpoint => new AzureMLOnlineEndpoint({ ...fields, fetch: fakeFetch(inOneRead) })
const question = [new HumanMessage('Hi')]

type Texts = (signal: AbortSignal) => AsyncIterable<{ readonly text?: string } | string>

/** Takes texts, aborts the call at one of them, and returns what it took and the error at the end, if any. */
async function abortedAt(last: string, open: Texts): Promise<[string[], unknown]> {
  const controller = new AbortController()
  const taken: string[] = []
  const take = async (): Promise<void> => {
    for await (const one of open(controller.signal)) {
      taken.push(typeof one === 'string' ? one : (one.text ?? ''))
      if (taken.at(-1) === last) controller.abort(new Error('Enough.'))
    }
  }
  const error: unknown = await take().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return [taken.filter((one) => one !== ''), error]
}

describe('an abort at one of several chunks in one network read', () => {
  it.each<[string, Texts, boolean]>([
    [
      'stream()',
      async function* (signal) {
        yield* await chat().stream('Hi', { signal })
      },
      true,
    ],
    [
      'generation chunks, whose caller throws',
      (signal) => chat()._streamResponseChunks(question, { signal } as never),
      false,
    ],
    [
      'the events of the model',
      async function* (signal) {
        for await (const event of chat()._streamChatModelEvents(question, { signal } as never)) {
          const { delta: one } = event as { delta?: { text?: string } }
          yield one?.text ?? ''
        }
      },
      true,
    ],
    [
      'stream() of a text model',
      async function* (signal) {
        yield* await text().stream('Hi', { signal })
      },
      true,
    ],
    ['generation chunks of a text model', (signal) => text()._streamResponseChunks('Hi', { signal } as never), true],
  ])('ends %s there', async (_what, open, throws) => {
    for (const expected of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      const [texts, error] = await abortedAt(expected.at(-1) as string, open)
      expect(texts).toEqual(expected)
      expect(error).toEqual(throws ? new Error('Enough.') : undefined)
    }
  })

  it.each([
    ['a chat model', chat],
    ['a text model', text],
  ])('ends the callbacks of %s', async (_what, create) => {
    const controller = new AbortController()
    const tokens: string[] = []
    const handleLLMNewToken = (token: string): void => {
      tokens.push(token)
      controller.abort(new Error('Enough.'))
    }
    const options = {
      signal: controller.signal,
      callbacks: [BaseCallbackHandler.fromMethods({ handleLLMNewToken })],
    }
    await failure(async () => collect<unknown>(await create().stream('Hi', options)))
    expect(tokens).toEqual(['a'])
  })
})

it('a text model passes on texts, the finish reason and the usage, and nothing that is empty', async () => {
  const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
  const events = [
    delta({ role: 'assistant', content: '' }),
    delta({ content: 'a' }),
    delta({ reasoning_content: 'Hm.' }),
    delta({}, 'length'),
    { choices: [], usage },
  ]
  const fetch = fakeFetch(() => {
    const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
    return new Response(`${body}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } })
  })
  const model = new AzureMLOnlineEndpoint({ ...fields, fetch })
  const chunks = await collect(model._streamResponseChunks('Hi', {} as never))
  expect(chunks.map((chunk) => [chunk.text, chunk.generationInfo])).toEqual([
    ['a', {}],
    ['', { finish_reason: 'length' }],
    ['', { tokenUsage: { promptTokens: 3, completionTokens: 2, totalTokens: 5 } }],
  ])
})
