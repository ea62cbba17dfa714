import { type ContentPart } from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { clientOf, collect, failure, hello } from './client-of.ts'

let requests = 0
const answer = (): Response => {
  requests += 1
  return Response.json({ choices: [{ message: { content: 'Hi' } }], data: [{ index: 0, embedding: [1] }] })
}
/** For callers without types. */
const loose = (value: unknown): never => value as never

const ofChat: readonly [mistake: string, request: unknown, options: unknown, setting: string][] = [
  ['no request', undefined, {}, 'request'],
  ['a text', 'Hello', {}, 'request'],
  ['messages that are a text', { messages: 'Hello' }, {}, 'messages'],
  ['a message that is a text', { messages: ['Hello'] }, {}, 'messages[0]'],
  ['a signal that is its controller', hello, { signal: new AbortController() }, 'signal'],
  ['a timeout that is a text', hello, { timeout: '30' }, 'timeout'],
  ['headers that are a list', hello, { headers: [['x', 'y']] }, 'headers'],
]
it.each(ofChat)('%s is named by chat and stream, before any request', async (_mistake, request, options, setting) => {
  requests = 0
  const client = clientOf(answer)
  const errors = [
    await failure(client.chat(loose(request), loose(options))),
    (await collect(client.stream(loose(request), loose(options)))).error,
  ]
  for (const error of errors) expect(error).toMatchObject({ name: 'ConfigurationError', setting })
  expect(requests).toBe(0)
})

it('a media part has exactly one source, by its type and at run time', async () => {
  const parts: readonly ContentPart[] = [
    { type: 'image', url: 'https://example.org/a.png' },
    { type: 'file', data: 'AAAA', mediaType: 'application/pdf' },
    // @ts-expect-error -- both sources
    { type: 'image', url: 'https://example.org/a.png', data: 'AAAA' },
    // @ts-expect-error -- no source
    { type: 'image' },
  ]
  const results = parts.map((part) => clientOf(answer).chat({ messages: [{ role: 'user', content: [part] }] }))
  expect((await Promise.allSettled(results)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ])
})
