import { EndpointError, type ParsedChatChunk } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { OpenAIResponsesContentFormatter } from '../src/index.ts'
import { joined } from './joined-stream.ts'
import { call, events, message, response, responsesExchanges, text, thought } from './responses-exchanges.ts'

const { serverless } = new OpenAIResponsesContentFormatter().codecs

function chunksOf(all: readonly unknown[]): readonly ParsedChatChunk[] {
  const read = serverless.openStream()
  return [...all, undefined].map((event) => read(event)).filter((chunk) => chunk !== undefined)
}

const item = (index: number, value: unknown): object => {
  return { type: 'response.output_item.done', output_index: index, item: value }
}

describe('a response', () => {
  it('has its date, its model and the tier that served it', () => {
    expect(serverless.parseResponse(response([message(text('Hi'))]))).toMatchObject({
      id: 'resp_01d',
      model: 'gpt-5.1-2025-11-13',
      createdAt: new Date(1_790_000_000_000),
      serviceTier: 'default',
      rawFinishReason: 'completed',
    })
  })

  it.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['steered', 'other'],
    [undefined, 'other'],
  ])('that is incomplete for %s ends with %s', (reason, finishReason) => {
    const fields = { status: 'incomplete', incomplete_details: { reason } }
    const whole = response([message(text('Hi'))], fields)
    expect(serverless.parseResponse(whole)).toMatchObject({ finishReason, rawFinishReason: reason ?? 'incomplete' })
    expect(joined(chunksOf(events([], whole, 'response.incomplete')))).toMatchObject({ text: 'Hi', finishReason })
  })

  it.each([
    ['server_error', 'The server had an error.', true],
    ['invalid_image_url', 'The image cannot be fetched.', false],
  ])('that failed with %s is an error with its message', (code, words, retryable) => {
    const failed = response([], { status: 'failed', error: { code, message: words } })
    const read = (): unknown => chunksOf(events([], failed, 'response.failed'))
    expect(read).toThrow(EndpointError)
    expect(read).toThrow(expect.objectContaining({ code, retryable, message: `The model failed: ${words}` }))
    expect(() => serverless.parseResponse(failed)).toThrow(words)
  })

  it('that was cancelled, or is not finished, is an error', () => {
    expect(() => serverless.parseResponse(response([], { status: 'cancelled' }))).toThrow(
      expect.objectContaining({ message: 'The response was cancelled without saying why.', retryable: false }),
    )
    for (const status of ['queued', 'in_progress']) {
      const words = `The response is not finished (its status is "${status}"), since modelKwargs.background is true. Leave it out.`
      expect(() => serverless.parseResponse(response([], { status }))).toThrow(new Error(words))
    }
  })

  it('has the sources of its annotations and of searches, each once', () => {
    const annotations = [
      { type: 'url_citation', url: 'https://a.test/1', title: 'One', start_index: 0, end_index: 2 },
      { type: 'file_citation', file_id: 'file_1', filename: 'two.txt', index: 3 },
    ]
    const search = {
      type: 'web_search_call',
      id: 'ws_1',
      action: { sources: [{ type: 'url', url: 'https://b.test/' }] },
    }
    const whole = response([search, message(text('Hi', { annotations }))])
    const sources = [{ url: 'https://b.test/' }, { url: 'https://a.test/1', title: 'One' }, { title: 'two.txt' }]
    expect(serverless.parseResponse(whole).sources).toEqual(sources)
    const added = annotations.map((annotation) => {
      return { type: 'response.output_text.annotation.added', output_index: 1, item_id: 'msg_01c', annotation }
    })
    const streamed = chunksOf(events([item(0, search), ...added, item(1, message(text('Hi', { annotations })))], whole))
    expect(streamed.flatMap((chunk) => chunk.sources ?? [])).toEqual(sources)
  })

  it('has the log probabilities of its text', () => {
    const logprobs = [{ token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [] }]
    expect(serverless.parseResponse(response([message(text('Hi', { logprobs }))])).logprobs).toEqual(logprobs)
    const delta = { type: 'response.output_text.delta', output_index: 0, item_id: 'm', delta: 'Hi', logprobs }
    const streamed = chunksOf(events([delta, item(0, message(text('Hi', { logprobs })))], response([])))
    expect(streamed.flatMap((chunk) => chunk.logprobs ?? [])).toEqual(logprobs)
  })

  it('of custom tools alone is refused', () => {
    const custom = { type: 'custom_tool_call', id: 'ct_1', call_id: 'c', name: 'grammar', input: 'x' }
    expect(() => serverless.parseResponse(response([custom]))).toThrow(
      new Error(
        'A tool call in the response is of type "custom", whose input is text and not JSON. Pass function tools, by `tools`.',
      ),
    )
    expect(serverless.parseResponse(response([custom, message(text('Hi'))])).text).toBe('Hi')
  })

  it('records its items only if there is reasoning, or anything else that the API needs back', () => {
    expect(serverless.parseResponse(response([message(text('Hi')), call])).providerData).toBeUndefined()
    expect(
      serverless.parseResponse(response([{ ...message(text('Hi')), phase: 'final_answer' }])).providerData,
    ).toEqual({
      responseItems: [{ type: 'message', id: 'msg_01c', phase: 'final_answer', length: 2 }],
    })
    expect(serverless.parseResponse(response([thought, message(text('Hi')), call])).providerData).toEqual({
      responseItems: [
        thought,
        { type: 'message', id: 'msg_01c', length: 2 },
        { type: 'function_call', id: 'fc_01b', call_id: 'call_7', name: 'get_weather' },
      ],
    })
  })
})

describe('a stream', () => {
  it.each(responsesExchanges.filter((one) => one.events !== undefined && one.response !== undefined))(
    'is what the whole response is ($name)',
    (exchange) => {
      const { toolCalls = [], ...whole } = serverless.parseResponse(exchange.response)
      const chunks = chunksOf(exchange.events ?? [])
      expect(joined(chunks)).toMatchObject(whole)
      const json = toolCalls.map((_, index) => {
        const deltas = chunks.flatMap((chunk) => chunk.toolCalls ?? []).filter((delta) => delta.index === index)
        return deltas.map((delta) => delta.arguments ?? '').join('')
      })
      expect(json).toEqual(toolCalls.map((one) => one.arguments))
    },
  )

  it('whose items come only with its last event is read from there', () => {
    const whole = response([thought, message(text('Hi')), call])
    expect(joined(chunksOf(events([], whole)))).toMatchObject({
      text: 'Hi',
      reasoning: expect.stringContaining('One call is enough.'),
      toolCalls: [expect.objectContaining({ id: 'call_7', arguments: '{"city":"Oslo"}' })],
    })
  })

  it('that lacks the end of a text gets it from the whole item', () => {
    const delta = { type: 'response.output_text.delta', output_index: 0, item_id: 'a', delta: 'One' }
    const whole = message(text('One, two'))
    expect(joined(chunksOf(events([delta, item(0, whole)], response([whole])))).text).toBe('One, two')
    const other = message(text('Another text'))
    expect(joined(chunksOf(events([delta, item(0, other)], response([other])))).text).toBe('One')
  })

  it('has one item for all ids of one position', () => {
    const delta = (id: string): object => {
      return { type: 'response.function_call_arguments.delta', output_index: 0, item_id: id, delta: '{' }
    }
    const added = { type: 'response.output_item.added', output_index: 0, item: { ...call, arguments: '' } }
    const chunks = chunksOf(events([added, delta('a'), delta('b')], response([])))
    expect(new Set(chunks.flatMap((chunk) => chunk.toolCalls ?? []).map(({ index }) => index))).toEqual(new Set([0]))
  })

  it('that was cut has the reasoning that it had', () => {
    const cut = chunksOf([item(0, thought), { type: 'response.output_text.delta', output_index: 1, delta: 'H' }])
    expect(cut.at(-1)).toEqual({ providerData: { responseItems: [thought] } })
  })

  it('passes over events that it does not know, and refuses those of other formats', () => {
    const read = serverless.openStream()
    for (const type of ['response.web_search_call.searching', 'response.new', 'keepalive']) {
      expect(read({ type, output_index: 0 })).toBeUndefined()
    }
    for (const event of [{ choices: [] }, { type: 'message_start' }, 'text', null, 5]) {
      expect(() => read(event)).toThrow('Expected an event of a response stream')
    }
  })

  it('allocates one chunk for each delta', () => {
    const read = serverless.openStream()
    const delta = { type: 'response.output_text.delta', output_index: 0, item_id: 'a', delta: 'One', logprobs: [] }
    expect(Object.keys(read(delta) ?? {})).toEqual(['text'])
  })
})

describe('a function call that comes whole', () => {
  const callOf = (fields: object): object => ({ type: 'function_call', call_id: 'c', name: 'f', ...fields })

  it.each<[given: unknown, json: string | undefined]>([
    ['{"x":1}', '{"x":1}'],
    [{ x: 1 }, '{"x":1}'],
    [null, undefined],
    [undefined, undefined],
  ])('with the arguments %j has %j', (given, json) => {
    const [chunk, ...rest] = chunksOf([item(0, callOf({ arguments: given }))])
    const opened = { index: 0, id: 'c', name: 'f' }
    expect(chunk?.toolCalls).toEqual([json === undefined ? opened : { ...opened, arguments: json }])
    expect(rest.flatMap(({ toolCalls }) => toolCalls ?? [])).toEqual([])
  })

  it('opens no second call if it was added before', () => {
    const added = { type: 'response.output_item.added', output_index: 0, item: callOf({ arguments: '' }) }
    const deltas = chunksOf([added, item(0, callOf({ arguments: '{}' }))]).flatMap(({ toolCalls }) => toolCalls ?? [])
    expect(deltas).toEqual([
      { index: 0, id: 'c', name: 'f' },
      { index: 0, arguments: '{}' },
    ])
  })

  it('has a name', () => {
    expect(() => chunksOf([item(0, callOf({ name: '' }))])).toThrow('A function call in the response has no name.')
  })
})

describe('a response of an agent that runs its tools itself', () => {
  const result = { type: 'function_call_output', call_id: 'call_7', output: '-3 °C' }
  const other = { ...call, id: 'fc_2', call_id: 'call_2' }
  const answer = message(text('Cold.'))
  const made = [expect.objectContaining({ id: 'call_2', arguments: '{"city":"Oslo"}' })]

  it.each<[what: string, output: readonly object[], expected: object]>([
    ['its call', [call, result, answer], { text: 'Cold.', toolCalls: [], finishReason: 'stop' }],
    ['one of two calls', [call, other, result], { text: '', toolCalls: made, finishReason: 'tool-calls' }],
    [
      'its call, after reasoning',
      [thought, call, result, answer],
      { providerData: { responseItems: [thought, { type: 'message', id: 'msg_01c', length: 5 }] } },
    ],
    ['a call of another response', [other, result], { toolCalls: made, finishReason: 'tool-calls' }],
  ])('that answers %s is the same whole and streamed', (_what, output, expected) => {
    const whole = serverless.parseResponse(response(output))
    expect(whole).toMatchObject(expected)
    expect(whole.providerData).toEqual((expected as { providerData?: unknown }).providerData)
    for (const last of [response(output), response([])]) {
      const { toolCalls = [], ...streamed } = joined(
        chunksOf(
          events(
            output.map((one, index) => item(index, one)),
            last,
          ),
        ),
      )
      expect({ toolCalls, ...streamed }).toMatchObject(expected)
    }
  })

  it('has items without positions, and pieces of text with ids', () => {
    const done = (value: object): object => ({ type: 'response.output_item.done', item: value })
    const said = { type: 'response.output_text.delta', item_id: 'msg_01c', delta: 'Cold.' }
    const chunks = chunksOf(
      [call, result, other, { ...result, call_id: 'call_2' }].map(done).concat(said, done(answer)),
    )
    expect(joined(chunks)).toEqual({ text: 'Cold.' })
    expect(joined(chunksOf([done(call), done(result), done(other)])).toolCalls).toMatchObject(made)
  })

  it('keeps a call whose arguments it streamed, since those have been emitted', () => {
    const added = { type: 'response.output_item.added', output_index: 0, item: { ...call, arguments: '' } }
    const chunks = chunksOf(events([added, item(0, call), item(1, result)], response([])))
    expect(joined(chunks)).toMatchObject({ finishReason: 'tool-calls' })
  })
})
