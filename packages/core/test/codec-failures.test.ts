// What a codec throws about an answer, as the caller sees it.
import { ContentFormatterBase, EndpointError, FormatError } from '@azureml-endpoints/core'
import { expect, it, vi } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

class RefusingFormatter extends ContentFormatterBase {
  readonly name = 'f'
  readonly codecs = {
    serverless: {
      formatRequest: () => ({}),
      parseResponse: (): never => {
        throw new EndpointError('The model is still loading.', { code: 'loading', retryable: false })
      },
    },
  }
}

it('an EndpointError of a codec gets the status and the body of the answer, without the key', async () => {
  const answer = () => Response.json({ state: 'loading', echoed: key }, { status: 203 })
  const error = await failure(clientOf(answer, { contentFormatter: RefusingFormatter }).chat(hello))
  expect(error).toBeInstanceOf(EndpointError)
  expect(error).toMatchObject({
    message: 'The model is still loading.',
    code: 'loading',
    status: 203,
    body: { state: 'loading', echoed: '<redacted>' },
  })
})

class UnreadyFormatter extends ContentFormatterBase {
  readonly name = 'f'
  readonly codecs = {
    serverless: {
      formatRequest: () => ({}),
      parseResponse: () => ({ text: '' }),
      openStream: (): never => {
        throw new Error('no grammar')
      },
    },
  }
}

it('a codec that cannot open the stream of an answer leaves no connection behind', async () => {
  let isCancelled = false
  const body = (): ReadableStream =>
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
      cancel: () => void (isCancelled = true),
    })
  const answer = () => new Response(body(), { headers: { 'content-type': 'text/event-stream' } })
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  const failed = failure(clientOf(answer, { contentFormatter: UnreadyFormatter }).chat(hello, { signal }))
  expect(await failed).toBeInstanceOf(FormatError)
  expect(isCancelled).toBe(true)
  expect(removed.mock.calls.length).toBe(added.mock.calls.length)
})
