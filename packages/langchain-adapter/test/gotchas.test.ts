import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EndpointError } from '@azureml-endpoints/core'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { getRetryable } from '@langchain/core/errors'
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { AzureMLOnlineEndpoint } from '../src/index.ts'
import {
  collect,
  bodies,
  chat,
  chatOn,
  delta,
  failure,
  joined,
  key,
  paths,
  sentMessages,
  streamOf,
} from './endpoint.ts'

const add = tool(({ a, b }) => String(a + b), {
  name: 'add',
  description: 'Adds.',
  schema: z.object({ a: z.number(), b: z.number() }),
})
const call = (fields: object, index: number | undefined = 0): object => ({ tool_calls: [{ index, ...fields }] })
const opening = call({ id: 'call_1', type: 'function', function: { name: 'add', arguments: '' } })

// Numbered as in our list of known problems of other integrations.
describe('known problems of other integrations', () => {
  it('1: installing it does not bring a second LangChain', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      dependencies: object
      peerDependencies: object
    }
    expect(Object.keys(manifest.peerDependencies)).toEqual(['@langchain/core'])
    expect(Object.keys(manifest.dependencies).filter((name) => name.includes('langchain'))).toEqual([])
  })

  it('2: structured output that does not match the schema is an error', async () => {
    const { model } = await chat({ replies: [{ toolCalls: [{ name: 'extract', arguments: { age: 'old' } }] }] })
    const structured = model.withStructuredOutput(z.object({ age: z.number() }))
    await expect(structured.invoke('How old?')).rejects.toThrow('Failed to parse')
  })

  it('3: a tool call beside text is not lost in content-block events', async () => {
    const { model } = await chat({
      replies: [{ text: 'I will add.', toolCalls: [{ name: 'add', arguments: { a: 1 } }] }],
    })
    const stream = model.streamEvents('Add!', { tools: [add] })
    expect(await stream.toolCalls).toMatchObject([{ type: 'tool_call', name: 'add', args: { a: 1 } }])
    expect(await stream.text).toBe('I will add.')
    const message = await stream
    expect(message.tool_calls).toMatchObject([{ name: 'add', args: { a: 1 } }])
    expect(message.response_metadata).toMatchObject({ finish_reason: 'tool_use', model_provider: 'azureml' })
  })

  it('4: content-block events of a tool call without arguments have valid arguments', async () => {
    const events = [delta(opening), delta({}, 'tool_calls')]
    const { model } = await chat({ replies: [{ ...streamOf(events), times: 2 }] })
    expect(await model.streamEvents('Go', { tools: [add] }).toolCalls).toMatchObject([{ name: 'add', args: {} }])
    expect((await joined(model.stream('Go', { tools: [add] }))).tool_calls).toMatchObject([{ name: 'add', args: {} }])
  })

  it('4: an abort ends content-block events with an error, not as if they were complete', async () => {
    const { model } = await chat({ faults: [{ stallAtByte: 1_000 }] })
    const controller = new AbortController()
    const stream = model.streamEvents('Hello', { signal: controller.signal })
    const reading = async (): Promise<void> => {
      for await (const _ of stream.text) controller.abort()
    }
    expect(await failure(reading)).toMatchObject({ name: 'AbortError' })
    expect(await failure(async () => stream)).toMatchObject({ name: 'AbortError' })
  })

  it.each(['0', 'call_0', ''])(
    '5: a server that gives every call the id %j does not have its results skipped',
    async (id) => {
      const toolCalls = [{ id, name: 'add', arguments: { a: 1, b: 2 } }]
      const { model } = await chat({ replies: [{ toolCalls, times: 2 }] })
      const bound = model.bindTools([add])
      const first = await bound.invoke('Add!')
      const result = new ToolMessage({ content: '3', tool_call_id: first.tool_calls![0]!.id! })
      const second = await joined(bound.stream([new HumanMessage('Add!'), first, result, new HumanMessage('Again!')]))
      expect(second.tool_calls![0]!.id).toBeTruthy()
      expect(second.tool_calls![0]!.id).not.toBe(first.tool_calls![0]!.id)
    },
  )

  it('6: answers that all have the same id do not overwrite the conversation', async () => {
    const { model } = await chat({ replies: [streamOf([delta({ content: 'Hi' }), delta({}, 'stop')])] })
    for (const message of [await joined(model.stream('Hello')), await model.invoke('Hello')]) {
      expect(message.id).toBeUndefined()
      expect(message.response_metadata['id']).toMatch(/^chatcmpl-/)
    }
  })

  it('7: the metadata of a stream is not concatenated with itself', async () => {
    const { model } = await chat()
    const { response_metadata: metadata } = await joined(model.stream('Hello'))
    expect(metadata).toMatchObject({ model: 'azureml-emulator', model_name: 'azureml-emulator', finish_reason: 'stop' })
    expect(metadata['request_id']).toMatch(/^[\da-f-]{36}$/)
  })

  it('8: usage that is sent with every chunk is not added up', async () => {
    const { model } = await chat({ streamHabits: { usage: 'every-chunk' } })
    const { usage_metadata: usage } = await joined(model.stream('Hello'))
    expect(usage).toMatchObject((await model.invoke('Hello')).usage_metadata!)
  })

  it('9: deltas without an index, with an id each, or with an object as arguments become one tool call', async () => {
    const pieces = [
      [
        call({ id: 'a', function: { name: 'add', arguments: '{"a":' } }, undefined),
        call({ function: { arguments: '1}' } }, undefined),
      ],
      [
        call({ id: 'a', function: { name: 'add', arguments: '{"a":' } }),
        call({ id: 'b', function: { arguments: '1}' } }),
      ],
      [call({ id: 'a', function: { name: 'add', arguments: { a: 1 } } })],
    ]
    for (const fields of pieces) {
      const { model } = await chat({
        replies: [streamOf([...fields.map((one) => delta(one)), delta({}, 'tool_calls')])],
      })
      const { tool_calls: calls, tool_call_chunks: chunks } = await joined(model.stream('Add!', { tools: [add] }))
      expect(calls).toMatchObject([{ name: 'add', args: { a: 1 } }])
      expect(chunks).toMatchObject([{ index: 0, args: '{"a":1}' }])
    }
  })

  it('10: an incomplete tool call is not run, streamed or not', async () => {
    const half = { finishReason: 'length', toolCalls: [{ name: 'add', arguments: '{"a":1,"b":2' }], times: 4 }
    for (const apiType of ['dedicated', 'serverless'] as const) {
      const { model } = await chat({ replies: [half] }, {}, apiType)
      for (const message of [
        await model.invoke('Add!', { tools: [add] }),
        await joined(model.stream('Add!', { tools: [add] })),
      ]) {
        expect(message.tool_calls).toEqual([])
        expect(message.invalid_tool_calls).toMatchObject([{ name: 'add', args: '{"a":1,"b":2' }])
        expect(message.response_metadata['finish_reason']).toBe('length')
      }
      const message = await model.streamEvents('Add!', { tools: [add] })
      expect(message.tool_calls).toEqual([])
      expect(message.content).toMatchObject([{ type: 'invalid_tool_call', args: '{"a":1,"b":2' }])
    }
  })

  it('11: a permanent failure of the container is not retried', async () => {
    for (const fault of [{ modelStatus: 400 }, { status: 422 }, { status: 401 }]) {
      const { model, emulator } = await chat({ faults: [fault] }, {}, 'dedicated')
      const error = await failure(model.invoke('Hello'))
      expect(error).toBeInstanceOf(EndpointError)
      expect(getRetryable(error)).toBe(false)
      expect(emulator.requests).toHaveLength(1)
    }
  })

  it('11: 429 and an overloaded container are retried even without Retry-After', async () => {
    for (const fault of [{ status: 429 }, { modelStatus: 503 }]) {
      const { model, emulator } = await chat({ faults: [{ ...fault, times: 1 }] }, {}, 'dedicated')
      expect((await model.invoke('Hello')).text).toContain('Hello')
      expect(emulator.requests.map(({ status }) => status)).toEqual([fault.status ?? 424, 200])
    }
  })

  it('11: there are three attempts by default', async () => {
    const { model, emulator } = await chat({ faults: [{ status: 503 }] })
    expect(getRetryable(await failure(model.invoke('Hello')))).toBe(true)
    expect(emulator.requests).toHaveLength(3)
  })

  it('12: `disableStreaming` applies wherever LangChain would stream', async () => {
    const { model, emulator } = await chat({}, { disableStreaming: true })
    expect((await collect(model.stream('Hello'))).map(({ text }) => text)).toEqual([expect.stringContaining('Hello')])
    expect(await model.streamEvents('Hello').text).toContain('Hello')
    await collect(model.streamEvents('Hello', { version: 'v2' }))
    expect(bodies(emulator).map(({ stream }) => stream)).toEqual([undefined, undefined, undefined])
    expect(chatOn(emulator, { streaming: false }).disableStreaming).toBe(true)
  })

  it('12: a scoring script that cannot stream, or that answers with JSON, results in a stream of one chunk', async () => {
    const whole = { choices: [{ message: { role: 'assistant', content: 'Whole.' }, finish_reason: 'stop' }] }
    for (const [apiType, reply] of [
      ['dedicated', 'Whole.'],
      ['serverless', { raw: { body: { json: whole } } }],
    ] as const) {
      const { model } = await chat({ replies: [reply] }, {}, apiType)
      const [only, ...more] = await collect(model.stream('Hello'))
      expect(only).toMatchObject({ content: 'Whole.', response_metadata: { finish_reason: 'stop' } })
      expect(more).toEqual([])
    }
  })

  it('14: counting tokens makes no network request', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    onTestFinished(() => fetched.mockRestore())
    const { model } = await chat()
    expect(await model.getNumTokens('x'.repeat(400))).toBe(100)
    expect(
      await model.getNumTokens([
        { type: 'text', text: 'four' },
        { type: 'image', url: 'https://x.y' },
      ]),
    ).toBe(1)
    const counted = await model.getNumTokensFromMessages([new HumanMessage('four'), new AIMessage('')])
    expect(counted).toEqual({ totalCount: 9, countPerMessage: [5, 4] })
    expect(fetched).not.toHaveBeenCalled()
  })

  it("15: `strict` does not change the caller's tool", async () => {
    const mine = { type: 'function', function: { name: 'add', parameters: { type: 'object', properties: {} } } }
    const before = structuredClone(mine)
    const { model, emulator } = await chat()
    await model.bindTools([mine], { strict: true }).invoke('Add!')
    expect(mine).toEqual(before)
    expect(bodies(emulator)[0]!['tools']).toMatchObject([{ function: { name: 'add', strict: true } }])
  })

  it('16: the text of a v1 stream is one block', async () => {
    const { model } = await chat({ reasoning: 'field' }, { outputVersion: 'v1' })
    const message = await joined(model.stream('Hello'))
    expect(message.content).toMatchObject([
      { type: 'reasoning', reasoning: expect.stringMatching(/./) },
      { type: 'text', text: expect.stringContaining('Hello') },
    ])
  })

  it('17: a cache hit does not remove the usage of the first answer', async () => {
    const { model, emulator } = await chat({}, { cache: true })
    const first = await model.invoke('Asked once, answered twice')
    const second = await model.invoke('Asked once, answered twice')
    expect(second).toMatchObject({ content: first.content, usage_metadata: { total_tokens: 0 } })
    expect(first.usage_metadata!.total_tokens).toBeGreaterThan(0)
    expect(emulator.requests).toHaveLength(1)
  })

  it('18: a stream always calls the endpoint, never the cache', async () => {
    const { model, emulator } = await chat({}, { cache: true })
    const { content } = await model.invoke('Streamed after it was cached')
    expect((await joined(model.stream('Streamed after it was cached'))).content).toBe(content)
    expect(emulator.requests).toHaveLength(2)
  })

  it("19: a call's own number of retries is kept, so that middleware's do not multiply", async () => {
    const { model, emulator } = await chat({ faults: [{ status: 503 }] })
    expect(getRetryable(await failure(model.invoke('Hello', { maxRetries: 0 })))).toBe(true)
    await failure(async () => collect(model.stream('Hello', { maxRetries: 0 })))
    await failure(async () => model.streamEvents('Hello', { maxRetries: 0 }).text)
    expect(emulator.requests).toHaveLength(3)
  })

  it.each([[], [BaseCallbackHandler.fromMethods({ handleLLMEnd() {} })]])(
    '20: leaving a stream closes its connection',
    async (...callbacks) => {
      const { url, closed } = await endlessServer()
      for await (const _ of await chatOn({ url }).stream('Hello', { callbacks })) break
      await expect(closed).resolves.toBeUndefined()
    },
  )

  it('21: fields that agents add and servers reject are not sent', async () => {
    const { model, emulator } = await chat()
    const messages = [
      new SystemMessage({
        content: [
          { type: 'text', text: 'Be' },
          { type: 'text', text: 'brief.' },
        ],
      }),
      new HumanMessage('Hello'),
      new AIMessage({ content: 'Hi', name: 'model' }),
      new HumanMessage({ content: [{ type: 'text', text: 'And now?' }] }),
    ]
    const unknown = { outputConfig: {}, responseSchema: {}, ls_structured_output_format: { kwargs: { method: 'x' } } }
    await model.bindTools([], { tool_choice: 'any', ...unknown }).invoke(messages)
    expect(bodies(emulator)).toEqual([
      {
        messages: [
          { role: 'system', content: 'Be\nbrief.' },
          { role: 'user', content: 'Hello' },
          { role: 'assistant', content: 'Hi' },
          { role: 'user', content: 'And now?' },
        ],
      },
    ])
  })

  it("21: tool_choice 'any' is the wire's 'required'", async () => {
    const { model, emulator } = await chat()
    await model.bindTools([add], { tool_choice: 'any' }).invoke('Add!')
    expect(bodies(emulator)[0]!['tool_choice']).toBe('required')
  })

  it('22: `response_metadata.model` is set even if the endpoint does not name its model', async () => {
    const { emulator } = await chat({ image: 'classic' })
    const model = chatOn(emulator, { deploymentName: 'blue' }, 'dedicated')
    const metadata = { model: 'blue', model_name: 'blue', deployment: 'blue' }
    expect((await model.invoke('Hello')).response_metadata).toMatchObject(metadata)
    expect((await joined(model.stream('Hello'))).response_metadata).toMatchObject(metadata)
  })

  it('23: LangSmith gets every parameter, including those of the call', async () => {
    const { model } = await chat({}, { temperature: 0.5 })
    const params = model.getLsParams({ maxTokens: 9, stop: ['x'] } as never)
    expect(params).toEqual({
      ls_provider: 'azureml',
      ls_model_name: '127.0.0.1',
      ls_model_type: 'chat',
      ls_temperature: 0.5,
      ls_max_tokens: 9,
      ls_stop: ['x'],
    })
    expect(Object.keys(chatOn({ url: 'http://localhost' }).getLsParams({} as never))).toHaveLength(6)
  })

  it('24: structured output uses tool calling by default', async () => {
    const { model, emulator } = await chat()
    await model.withStructuredOutput(z.object({ a: z.number() })).invoke('Hello')
    const [body] = bodies(emulator)
    expect(body).toMatchObject({ tool_choice: { type: 'function', function: { name: 'extract' } } })
    expect(body).not.toHaveProperty('response_format')
  })

  it('25: a stream that ends early is reported, as an error or as `interrupted`', async () => {
    const words = [delta({ content: 'Hel' }), delta({ content: 'lo' })]
    const silent = await chat({ replies: [streamOf(words, '')] })
    expect((await joined(silent.model.stream('Hello'))).response_metadata['finish_reason']).toBe('interrupted')
    const quiet = await chat({ replies: [streamOf(words, '')] })
    expect((await quiet.model.streamEvents('Hello')).response_metadata['finish_reason']).toBe('interrupted')
    const cut = await chat({ faults: [{ reset: { atByte: 900 } }] })
    expect(await failure(async () => collect(cut.model.stream('Hello')))).toBeInstanceOf(EndpointError)
    const failed = await chat({ replies: [streamOf([...words, { error: { message: 'Out of memory', code: 500 } }])] })
    const error = await failure(async () => collect(failed.model.stream('Hello')))
    expect(error).toBeInstanceOf(EndpointError)
    expect(error.message).toContain('Out of memory')
  })

  it('26: chunks without choices, first or last, neither break a stream nor lose its usage', async () => {
    const { model } = await chat({ streamHabits: { emptyFirstChoices: true, usage: 'when-asked' } })
    const message = await joined(model.stream('Hello'))
    expect(message.usage_metadata?.input_tokens).toBe(1)
    expect(message.response_metadata).toMatchObject({
      model: 'azureml-emulator',
      prompt_filter_results: [{ prompt_index: 0 }],
    })
  })

  it('27: a text model ends with an error when it is aborted, and reports its usage', async () => {
    const { emulator } = await chat({ faults: [{ stallAtByte: 1_000, times: 1 }] })
    const model = new AzureMLOnlineEndpoint({ endpointUrl: emulator.url + paths.serverless, endpointApiKey: key })
    const controller = new AbortController()
    const reading = async (): Promise<void> => {
      for await (const _ of await model.stream('Hello', { signal: controller.signal })) controller.abort()
    }
    expect(await failure(reading)).toMatchObject({ name: 'AbortError' })
    const { llmOutput } = await model.generate(['Hello', 'Hello'])
    expect(llmOutput).toMatchObject({ tokenUsage: { promptTokens: 2 } })
  })

  it('28: nothing is retried after the first chunk', async () => {
    const { model, emulator } = await chat({ faults: [{ reset: { atByte: 900 } }] })
    for (const callbacks of [[], [BaseCallbackHandler.fromMethods({ handleLLMEnd() {} })]]) {
      const texts: string[] = []
      const error = await failure(async () => {
        for await (const { text } of await model.stream('Hello', { callbacks })) texts.push(text)
      })
      expect(texts.join('')).not.toBe('')
      expect(error).toBeInstanceOf(EndpointError)
    }
    expect(emulator.requests).toHaveLength(2)
  })
})

/** Starts a server that streams forever; `closed` resolves when the client disconnects. */
async function endlessServer(): Promise<{ url: string; closed: Promise<void> }> {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const timer = setInterval(() => response.write(`data: ${JSON.stringify(delta({ content: 'on and on ' }))}\n\n`), 2)
    response.on('close', () => {
      clearInterval(timer)
      resolve()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, closed }
}

it('sends only the fields that were set', async () => {
  const { model, emulator } = await chat()
  await model.invoke('Hello')
  expect(sentMessages(emulator)).toEqual([{ role: 'user', content: 'Hello' }])
})
