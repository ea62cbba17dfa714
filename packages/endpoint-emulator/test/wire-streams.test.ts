import { describe, expect, it } from 'vitest'
import { startEndpointEmulator, type EndpointEmulatorOptions, type StreamPace } from '../src/index.ts'
import { inProcess } from './in-process.ts'
import { asking, gather } from './posting.ts'
import { type WireCase, answerText, answerTexts } from './wire-text.ts'

const pieces = ['one', ' two', ' three']

describe('Text Generation Inference', () => {
  const inputs = 'a b'
  const parameters: readonly Record<string, unknown>[] = [
    {},
    { details: true, seed: 7 },
    { details: true, stop: [' two'] },
    { details: true, stop: ['e tw', ''] },
    { details: true, stop: ['o three', 'none'] },
    { details: true, decoder_input_details: true },
    { decoder_input_details: true },
    { return_full_text: true },
    { return_full_text: false },
    { temperature: 0 },
    { temperature: 0.1, top_p: 0.1, max_new_tokens: 1 },
    { top_p: 0 },
    { top_p: 1 },
    { max_new_tokens: 0 },
    { best_of: 2 },
    { best_of: 1 },
    { stop: ['1', '2', '3', '4', '5'] },
    { stop: ['1', '2', '3', '4'] },
  ]
  const paths: readonly [path: string, stream?: boolean][] = [
    ['/generate'],
    ['/generate_stream'],
    ['/'],
    ['/invocations', true],
  ]

  it.each(paths)('answers at %s (stream: %s)', async (path, stream) => {
    const replies = [{ pieces }]
    const cases = parameters.map((one): WireCase => {
      const body = { inputs, parameters: one, stream }
      return { name: JSON.stringify(one), path, body, options: { image: 'huggingface', edge: false, replies } }
    })
    const cut = { image: 'huggingface', edge: false, replies: [{ pieces, finishReason: 'length' }] } as const
    const details = { inputs, parameters: { details: true, stop: [' three'] }, stream }
    const empty = { image: 'huggingface', edge: false, replies: [''] } as const
    const failing = { image: 'huggingface', edge: false, replies: [{ error: { status: 429 } }] } as const
    const broken = { image: 'huggingface', edge: false, replies: [{ error: { body: { own: 1 } } }] } as const
    const text = await answerTexts(`${path}, stream: ${stream}`, [
      ...cases,
      { name: 'cut off', path, body: { ...details, parameters: { details: true } }, options: cut },
      { name: 'cut off at a stop sequence', path, body: details, options: cut },
      { name: 'no text', path, body: details, options: empty },
      { name: 'a failure', path, body: details, options: failing },
      { name: 'a failure with a body', path, body: details, options: broken },
      { name: 'no inputs', path, body: { stream }, options: empty },
      { name: 'empty inputs', path, body: { inputs: '', stream }, options: empty },
      ...[5, 1.5, true, null, ['a'], { text: 'a' }].map((wrong): WireCase => {
        return { name: `the inputs ${JSON.stringify(wrong)}`, path, body: { inputs: wrong, stream }, options: empty }
      }),
    ])
    const name = path === '/' ? 'root' : path.slice(1)
    await expect(text).toMatchFileSnapshot(`fixtures/wire/tgi-${name}.txt`)
  })

  it('answers the same from an upstream, which sends a stream', async () => {
    await using upstream = await startEndpointEmulator({
      auth: { mode: 'none' },
      replies: [{ pieces, times: Infinity }],
    })
    const options = { image: 'huggingface', edge: false, upstream: `${upstream.url}/v1` } as const
    for (const details of [true, false]) {
      const body = { inputs, parameters: { details } }
      const scripted = { image: 'huggingface', edge: false, replies: [{ pieces }] } as const
      const expected = await answerText({ name: '', path: '/generate_stream', body, options: scripted })
      expect(await answerText({ name: '', path: '/generate_stream', body, options })).toBe(expected)
    }
    expect(upstream.requests.map(({ body }) => (body as { stream: unknown }).stream)).toEqual([true, true])
  })
})

describe('a stream', () => {
  const body = { messages: asking('Why?'), stream: true, stream_options: { include_usage: true } }

  async function writesOf(pace: StreamPace | undefined, options: EndpointEmulatorOptions = {}): Promise<string[]> {
    const reply = { pieces: ['é', 'b'], pace }
    const answer = await inProcess({ replies: [reply], ...options }).send('/v1/chat/completions', body)
    const chunks = await gather(answer.body as AsyncIterable<Uint8Array>)
    return chunks.map((chunk) => Buffer.from(chunk).toString('latin1'))
  }

  it('is cut into writes: by event, by several events, or by bytes', async () => {
    const single = await writesOf(undefined)
    const whole = single.join('')
    expect(single.every((write) => write.endsWith('\n\n'))).toBe(true)
    expect(single.map((write) => write.split('\n\n').length - 1)).toEqual(single.map(() => 1))
    const count = single.length
    const sizes = async (pace: StreamPace): Promise<number[]> => {
      const writes = await writesOf(pace)
      expect(writes.join('').replaceAll(/"created": \d+/g, '')).toBe(whole.replaceAll(/"created": \d+/g, ''))
      return writes.map((write) => (pace.bytesPerWrite ? write.length : write.split('\n\n').length - 1))
    }
    expect(await sizes({ eventsPerWrite: 2 })).toEqual([
      ...Array.from({ length: Math.floor(count / 2) }, () => 2),
      ...(count % 2 === 0 ? [] : [1]),
    ])
    expect(await sizes({ eventsPerWrite: Infinity })).toEqual([count])
    expect(await sizes({ eventsPerWrite: count })).toEqual([count])
    const bytes = await sizes({ bytesPerWrite: 100, eventsPerWrite: Infinity })
    expect(bytes.slice(0, -1).every((size) => size === 100)).toBe(true)
    expect(bytes.at(-1)).toBe(whole.length % 100 || 100)
    expect(await sizes({ eventsPerWrite: 1, delayMs: 1 })).toEqual(single.map(() => 1))
  })

  it('takes the pace of the reply, else that of the deployment, else that of the endpoint', async () => {
    const reply = { pieces: ['a', 'b', 'c'] }
    const all = { eventsPerWrite: Infinity }
    expect(await writesOf(undefined, { replies: [reply], pace: all })).toHaveLength(1)
    const deployments = [{ name: 'blue', pace: { eventsPerWrite: 1 } }]
    expect((await writesOf(undefined, { replies: [reply], deployments, pace: all })).length).toBeGreaterThan(3)
    expect(await writesOf(undefined, { replies: [{ ...reply, pace: all }], pace: { eventsPerWrite: 1 } })).toHaveLength(
      1,
    )
    expect(await writesOf({ eventsPerWrite: 1 }, { streamHabits: { burst: true } })).toHaveLength(1)
  })
})
