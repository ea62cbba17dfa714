import type { ChatChunk } from '@azureml-endpoints/core'
import { beforeAll, expect, it } from 'vitest'
import { clientOf, delta, hello } from './client-of.ts'

/** An event, and what its arrival alone makes the stream emit. */
type Step = readonly [event: object | 'end' | '[DONE]' | 'lost', emitted: readonly object[]]

const usage = (completion_tokens: number): object => ({ usage: { prompt_tokens: 3, completion_tokens } })
const counted = (outputTokens: number): object => ({ usage: { inputTokens: 3, outputTokens } })
const call = (json: string, id = 'a', index = 0): object => ({ index, id, function: { name: 'f', arguments: json } })
const called = (json: string, id = 'a', index = 0): object => ({ index, id, name: 'f', arguments: json })
const stop = { finish_reason: 'stop' }
const stopped = { finishReason: 'stop', rawFinishReason: 'stop' }

const cases: Readonly<Record<string, readonly Step[]>> = {
  'text with the count so far, and the end by itself': [
    [delta({ content: 'a' }, {}, usage(1)), [{ text: 'a' }]],
    [delta({ content: 'b' }, {}, usage(2)), [{ text: 'b' }]],
    [delta({}, stop, usage(3)), []],
    ['[DONE]', [{ ...stopped, ...counted(3) }]],
  ],
  'the last words with the finish reason': [
    [delta({ content: 'a' }), [{ text: 'a' }]],
    [delta({ content: 'b' }, stop), []],
    ['[DONE]', [{ text: 'b', ...stopped }]],
  ],
  'the usage after the last words with the finish reason': [
    [delta({ content: 'a' }, stop), []],
    [{ choices: [], ...usage(1) }, []],
    ['[DONE]', [{ text: 'a', ...stopped }, counted(1)]],
  ],
  'words after a finish reason that was not the last': [
    [delta({ content: 'a' }, stop), []],
    [delta({ content: 'b' }), [{ text: 'a' }, { text: 'b' }]],
    [delta({}, { finish_reason: 'length' }), []],
    ['end', [{ finishReason: 'length', rawFinishReason: 'length' }]],
  ],
  'the usage before the words': [
    [{ choices: [], ...usage(0) }, []],
    [delta({ content: 'a' }), [{}, { text: 'a' }]],
    ['[DONE]', [{ finishReason: 'stop', ...counted(0) }]],
  ],
  'a whole tool call, words and the finish reason in one event': [
    [delta({ content: 'a', tool_calls: [call('{}')] }, { finish_reason: 'tool_calls' }), []],
    // `{}` may be a placeholder for arguments that follow.
    ['end', [{ toolCalls: [called('{}')] }, { text: 'a', finishReason: 'tool-calls', rawFinishReason: 'tool_calls' }]],
  ],
  'a tool call with arguments, words and the finish reason in one event': [
    [delta({ content: 'a', tool_calls: [call('{"x":1}')] }, stop, usage(2)), []],
    [
      '[DONE]',
      [
        {
          text: 'a',
          toolCalls: [called('{"x":1}')],
          finishReason: 'tool-calls',
          rawFinishReason: 'stop',
          ...counted(2),
        },
      ],
    ],
  ],
  'the pieces of a tool call, and reasoning with it': [
    [
      delta({ reasoning_content: 'hm', tool_calls: [call('')] }),
      [{ reasoning: 'hm', providerData: { reasoningField: 'reasoning_content' } }],
    ],
    [
      delta({ reasoning_content: 'so', tool_calls: [call('{"x"')] }),
      [{ reasoning: 'so', toolCalls: [called('{"x"')] }],
    ],
    [
      delta({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }),
      [{ toolCalls: [{ index: 0, arguments: ':1}' }] }],
    ],
    [delta({}, { finish_reason: 'tool_calls' }), []],
    ['[DONE]', [{ finishReason: 'tool-calls', rawFinishReason: 'tool_calls' }]],
  ],
  'a tool call after the finish reason': [
    [delta({ content: 'a' }, stop), []],
    [delta({ tool_calls: [call('{"x":1}')] }), [{ text: 'a' }, { toolCalls: [called('{"x":1}')] }]],
    ['end', [{ finishReason: 'tool-calls', rawFinishReason: 'stop' }]],
  ],
  'a connection lost after the last words': [
    [delta({ content: 'a' }, stop, usage(1)), []],
    ['lost', [{ text: 'a', ...stopped, ...counted(1) }]],
  ],
  'a connection lost while the usage is held back': [
    [delta({ content: 'a' }, {}, usage(1)), [{ text: 'a' }]],
    [{ choices: [], ...usage(2) }, []],
    ['lost', [counted(2)]],
  ],
  'an error while the last words are held back': [
    [delta({ content: 'a' }, stop, usage(1)), []],
    [{ error: { message: 'gone' } }, [{ text: 'a', ...counted(1) }]],
  ],
}

// So that a failure does not wait for it.
beforeAll(() => Promise.all([import('../src/failures/failure.ts'), import('../src/failures/connection-errors.ts')]))

it.each(Object.entries(cases))('a stream emits what each event completes: %s', async (_name, steps) => {
  const { batches, send } = openStream()
  let pending = batches.next()
  for (const [event, expected] of steps) {
    send(event)
    const emitted: object[] = []
    for (let batch = await ready(pending); batch !== undefined; batch = await ready(pending)) {
      emitted.push(...batch.map(contentOf))
      pending = batches.next()
    }
    expect(emitted, `${JSON.stringify(event)}`).toEqual(expected)
  }
  void batches.return()
  await pending.catch(() => {})
})

type Batches = AsyncGenerator<readonly ChatChunk[], void, undefined>

function openStream(): { batches: Batches; send: (event: Step[0]) => void } {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) })
  const send = (event: Step[0]): void => {
    if (event === 'end') return controller?.close()
    if (event === 'lost') return controller?.error(new TypeError('terminated'))
    const data = typeof event === 'string' ? event : JSON.stringify(event)
    controller?.enqueue(new TextEncoder().encode(`data: ${data}\n\n`))
    if (event === '[DONE]') controller?.close()
  }
  const headers = { 'content-type': 'text/event-stream' }
  return { batches: clientOf(() => new Response(body, { headers })).streamBatches(hello), send }
}

/** Returns the batch that has arrived; `undefined` if the stream waits for the next event, has ended or has failed. */
async function ready(pending: ReturnType<Batches['next']>): Promise<readonly ChatChunk[] | undefined> {
  const result = await Promise.race([pending.catch(() => undefined), afterAllThatIsReady()])
  return result?.value ?? undefined
}

async function afterAllThatIsReady(): Promise<undefined> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
}

function contentOf({
  raw: _raw,
  headers: _headers,
  request: _request,
  id: _id,
  model: _model,
  ...chunk
}: ChatChunk): object {
  if (chunk.usage === undefined) return chunk
  const { raw: _ofServer, ...counts } = chunk.usage
  return { ...chunk, usage: counts }
}
