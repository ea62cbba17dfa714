import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeFetch, sse } from '../../src/testing/index.ts'

const url = 'https://my-endpoint.westeurope.inference.ml.azure.com/score'

describe('fakeFetch', () => {
  it('returns its answers in order and repeats the last one', async () => {
    const fetch = fakeFetch({ output: 'one' }, Response.json({ output: 'two' }, { status: 201 }))
    expect(await (await fetch(url)).json()).toEqual({ output: 'one' })
    const second = await fetch(url)
    expect([second.status, await second.json()]).toEqual([201, { output: 'two' }])
    expect(await (await fetch(url)).json()).toEqual({ output: 'two' })
  })

  it('records its requests', async () => {
    const fetch = fakeFetch({})
    await fetch(url, { method: 'POST', headers: { 'x-a': 'b' }, body: '{"a":1}' })
    await fetch(new Request(url, { method: 'POST', body: 'no JSON' }))
    expect(fetch.requests.map(({ body }) => body)).toEqual([{ a: 1 }, 'no JSON'])
    expect([fetch.requests[0]?.url, fetch.requests[0]?.headers.get('x-a')]).toEqual([url, 'b'])
  })

  it('calls functions and rejects with errors', async () => {
    const fetch = fakeFetch(({ body }: { body: unknown }) => ({ said: body }), new TypeError('fetch failed'))
    expect(await (await fetch(url, { method: 'POST', body: '"hm"' })).json()).toEqual({ said: 'hm' })
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('allows a body to be read only once', async () => {
    const response = await fakeFetch({})(url)
    await response.text()
    await expect(response.text()).rejects.toThrow(TypeError)
  })

  it('sends any text completely, in pieces that split characters', async () => {
    const property = fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (text) => {
      expect(await (await fakeFetch(`say ${text}`)(url)).text()).toBe(`say ${text}`)
    })
    await fc.assert(property, { numRuns: 30 })
    const sizes: number[] = []
    for await (const bytes of (await fakeFetch('漢字🙂漢字🙂')(url)).body ?? []) sizes.push(bytes.length)
    expect(sizes.slice(0, 5)).toEqual([1, 2, 3, 5, 7])
  })

  it('honors the signal before the response, while waiting for it, and in the middle of its body', async () => {
    const reason = new Error('enough')
    await expect(fakeFetch({})(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const waiting = new AbortController()
    const never = fakeFetch(() => new Promise(() => {}))(url, { signal: waiting.signal })
    waiting.abort(reason)
    await expect(never).rejects.toBe(reason)
    const reading = new AbortController()
    const { body } = await fakeFetch(sse(Array.from({ length: 99 }, () => 'word')))(url, { signal: reading.signal })
    const reader = body?.getReader()
    await reader?.read()
    reading.abort(reason)
    await expect(reader?.read()).rejects.toBe(reason)
  })
})

describe('sse', () => {
  it('serializes JSON, sends strings unchanged, and splits lines as the specification requires', async () => {
    expect(sse([{ a: 'b\n' }, '[DONE]', 'two\nlines'])).toBe(
      'data: {"a":"b\\n"}\n\ndata: [DONE]\n\ndata: two\ndata: lines\n\n',
    )
    expect((await fakeFetch(sse(['hm']))(url)).headers.get('content-type')).toBe('text/event-stream')
  })
})
