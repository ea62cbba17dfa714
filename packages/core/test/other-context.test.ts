import { runInNewContext } from 'node:vm'
import { type ChatRequest, EndpointError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { clientOf, collect, delta, failure, hello, sse } from './client-of.ts'

/** Makes a value with the classes of another context, as those of the runtime are for a program in Jest. */
function foreign(expression: string, values: object = {}): never {
  return runInNewContext(expression, { ...values }) as never
}

function foreignBody(text: string, contentType: string): Response {
  const bytes = foreign('Uint8Array.from(bytes)', { bytes: [...new TextEncoder().encode(text)] })
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
  const headers = new Headers({ 'content-type': contentType })
  return { status: 200, ok: true, headers, body, bodyUsed: false } as Response
}

describe('values of another context', () => {
  it('are bytes of a whole answer', async () => {
    const text = JSON.stringify({ choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] })
    const client = clientOf(() => foreignBody(text, 'application/json'))
    expect((await client.chat(hello)).text).toBe('Hello')
  })

  it('are bytes of a stream', async () => {
    const text = sse(delta({ content: 'Hello' }), delta({}, { finish_reason: 'stop' }))
    const { chunks } = await collect(clientOf(() => foreignBody(text, 'text/event-stream')).stream(hello))
    expect(chunks.map((chunk) => chunk.text ?? '').join('')).toBe('Hello')
  })

  it('are the bytes of an image, and no others are', async () => {
    const answer = { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] }
    const client = clientOf(() => Response.json(answer))
    const asked = (data: never): ChatRequest => ({
      messages: [{ role: 'user', content: [{ type: 'image', mediaType: 'image/png', data }] }],
    })
    const { request } = await client.chat(asked(foreign('Uint8Array.of(1, 2, 3)')))
    expect(JSON.stringify(request.body)).toContain('data:image/png;base64,AQID')
    for (const data of ['new Uint16Array(3)', 'new DataView(new ArrayBuffer(3))', '[1, 2, 3]']) {
      const error = await failure(client.chat(asked(foreign(data))))
      expect(error).toHaveProperty('message', '`messages[0].content[0].data` must be base64 text or a Uint8Array.')
    }
  })

  it('are the error of fetch, and its cause', async () => {
    const thrown = foreign(
      "new TypeError('fetch failed', { cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }) })",
    )
    const error = await failure(
      clientOf(
        () => {
          throw thrown
        },
        { maxRetries: 0 },
      ).chat(hello),
    )
    expect(EndpointError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ code: 'ECONNREFUSED', cause: thrown })
    expect(String(error)).toContain('could not be reached: connect ECONNREFUSED 127.0.0.1:1. Nothing listens there')
  })

  it('are the error of a function that provides the key', async () => {
    const endpointApiKey = (): string => {
      throw foreign("new RangeError('no key today')") as Error
    }
    const error = await failure(clientOf(() => Response.json({}), { endpointApiKey }).chat(hello))
    expect(error).toHaveProperty('message', 'The `endpointApiKey` function provided no token: no key today')
  })

  it('are settings without a field', async () => {
    const answer = { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] }
    const none = foreign('({})')
    const client = clientOf(() => Response.json(answer), { headers: none, modelKwargs: none })
    expect((await client.chat({ ...hello, modelKwargs: none }, none)).text).toBe('Hello')
    for (const given of ['new Map([[1, 2]])', 'new Set([1])', 'new (class { #field = 1 })()']) {
      await expect(client.chat({ ...hello, modelKwargs: foreign(given) })).rejects.toThrow('must be a plain object')
      await expect(client.chat(hello, foreign(given))).rejects.toThrow('must be a plain object')
      await expect(client.chat(hello, { headers: foreign(given) })).rejects.toThrow('must be a plain object')
    }
  })
})
