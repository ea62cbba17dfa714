import { AzureMLEndpointClient, type ChatChunk, EndpointError, FormatError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '../src/index.ts'
import { joined } from './joined-stream.ts'

const usage = { prompt_tokens: 3, completion_tokens: 2 }
const call = { index: 0, id: 'c', function: { name: 'f', arguments: '{"a":1}' } }

/** Events that deployments stream on `/score`, and what they mean. */
const streams: Readonly<Record<string, readonly [events: readonly unknown[], expected: object]>> = {
  'chunks of a chat completion': [
    [
      { choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
      { choices: [{ index: 0, delta: { content: 'Good ' } }] },
      { choices: [{ index: 0, delta: { content: 'day' }, finish_reason: 'length' }], usage },
      '[DONE]',
    ],
    { text: 'Good day', finishReason: 'length', usage: { inputTokens: 3, outputTokens: 2, raw: usage } },
  ],
  'pieces of the output': [[{ output: 'Good ' }, { output: 'day' }], { text: 'Good day', finishReason: 'stop' }],
  'pieces of the output and a last event': [
    [{ output: 'Good ' }, { output: 'day' }, { output: null, finish_reason: 'length', usage }],
    { text: 'Good day', finishReason: 'length', usage: { inputTokens: 3, outputTokens: 2, raw: usage } },
  ],
  'pieces of the output with tags': [
    [{ output: '<think>Hm</th' }, { output: 'ink>Good day' }],
    { text: 'Good day', reasoning: 'Hm', finishReason: 'stop' },
  ],
  'strings of JSON': [['"Good "', '"day"'].map((text) => ({ json: text })), { text: 'Good day', finishReason: 'stop' }],
  'plain text': [['Good', ' day', ', {you}'], { text: 'Good day, {you}', finishReason: 'stop' }],
  'plain text that looks like JSON': [
    ['I have', ' 5', '.0', ' or', ' null', ' cats', ' ', '\ttrue'],
    { text: 'I have 5.0 or null cats \ttrue', finishReason: 'stop' },
  ],
  'messages of an agent, in pieces': [
    [
      { delta: { role: 'assistant', content: 'Good ', id: 'm' } },
      { delta: { role: 'assistant', content: 'day', id: 'm' } },
      { delta: { role: 'assistant', content: '' }, finish_reason: 'stop', usage },
    ],
    { text: 'Good day', finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 2, raw: usage } },
  ],
  'the messages of an agent in one event': [
    [{ messages: [{ role: 'assistant', content: 'Good day' }], finish_reason: 'stop' }],
    { text: 'Good day', finishReason: 'stop' },
  ],
  'the envelope of newer images in one event': [
    [
      {
        output: 'Good day',
        message: { role: 'assistant', content: 'Good day' },
        finish_reason: 'stop',
        usage,
        id: 'i',
      },
    ],
    { text: 'Good day', finishReason: 'stop', id: 'i' },
  ],
  'a tool call': [
    [{ output: null, message: { content: null, tool_calls: [call] }, finish_reason: 'tool_calls' }],
    { toolCalls: [{ index: 0, id: 'c', name: 'f', arguments: '{"a":1}' }], finishReason: 'tool-calls' },
  ],
}

describe('a stream of /score', () => {
  it.each(Object.entries(streams))('is read: %s', async (_, [events, expected]) => {
    for (const formatter of [new CustomOpenAIChatContentFormatter(), new MistralChatContentFormatter()]) {
      const chunks = await chunksOf(events.map(textOf), formatter)
      const { raw: _raw, headers: _headers, request: _request, ...whole } = joined(chunks) as ChatChunk
      expect(whole).toMatchObject(expected)
    }
  })

  it('is emitted piece by piece', async () => {
    const chunks = await chunksOf(['{"output":"a"}', '{"output":"b"}'])
    expect(chunks.map(({ text }) => text)).toEqual(['a', 'b', undefined])
  })

  it.each([
    [{ token: { id: 5, text: 'Good' }, generated_text: null }, 'Use `TGIContentFormatter` of'],
    [{ answer: 'Good' }, 'This looks like the answer of a prompt flow.'],
    [{ type: 'response.output_text.delta', delta: 'Good' }, 'Use `OpenAIResponsesContentFormatter` of'],
    [{ event_type: 'stream-start', generation_id: 'g' }, 'Use `CohereContentFormatter` of'],
    [{ type: 'message-start', delta: { message: { content: [] } } }, 'Use `CohereV2ContentFormatter` of'],
    [
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Good' } },
      'Use `AnthropicContentFormatter` of',
    ],
    [{ response: 'Good', done: false }, "This looks like the answer of Ollama's own API"],
    [{ text: 'Good', finish_reason: 'stop' }, 'an object with text, finish_reason.'],
    [{ usage }, 'an object with usage.'],
    [{ usage, finish_reason: 'stop' }, 'an object with usage, finish_reason.'],
    [{ output: 5 }, 'an object with output.'],
    [['Good'], 'an array of length 1. This looks like an answer of a text-generation deployment.'],
    ['{"output": NaN}', 'it contains NaN, which Python writes but JSON does not have'],
  ])('in another format is rejected: %j', async (event, message) => {
    const error = await chunksOf([textOf(event)]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FormatError)
    expect((error as Error).message).toContain(message)
    expect((error as FormatError).payload).toEqual(event)
  })

  it.each([[{}], [{ output: null }], [{ output: null, usage }]])('without content is a failure: %j', async (event) => {
    const error = await chunksOf([textOf(event)]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EndpointError)
    expect((error as Error).message).toContain('status 200 with an empty response')
  })

  it('may be a whole answer after all', async () => {
    const body = JSON.stringify({ output: 'Good day', finish_reason: 'stop' })
    const chunks = await answered(new Response(body, { headers: { 'content-type': 'application/json' } }))
    expect(chunks).toMatchObject([{ text: 'Good day', finishReason: 'stop' }])
  })
})

function textOf(event: unknown): string {
  if (typeof event === 'string') return event
  return typeof event === 'object' && event !== null && 'json' in event ? String(event.json) : JSON.stringify(event)
}

function chunksOf(
  events: readonly string[],
  formatter?: CustomOpenAIChatContentFormatter | MistralChatContentFormatter,
) {
  const body = events.map((event) => `data: ${event}\n\n`).join('')
  return answered(new Response(body, { headers: { 'content-type': 'text/event-stream' } }), formatter)
}

async function answered(
  response: Response,
  contentFormatter:
    | CustomOpenAIChatContentFormatter
    | MistralChatContentFormatter = new CustomOpenAIChatContentFormatter(),
): Promise<ChatChunk[]> {
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://x.test/score',
    endpointApiKey: 'made-up-key',
    contentFormatter,
    maxRetries: 0,
    fetch: async () => response,
  })
  const chunks: ChatChunk[] = []
  for await (const chunk of client.stream({ messages: [{ role: 'user', content: 'Hi' }] })) chunks.push(chunk)
  return chunks
}
