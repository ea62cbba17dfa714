import { AzureMLEndpointClient, type ParsedChatResponse } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, type OpenAIFormatterOptions } from '../src/index.ts'

describe('the text of a completion', () => {
  it.each([
    [' spaces are real \n', ' spaces are real \n'],
    ['', ''],
    [null, ''],
    [undefined, ''],
    [[{ type: 'text', text: 'a' }, 'b', { type: 'image_url' }, null, { type: 'text', text: 'c' }], 'abc'],
    [[], ''],
    [
      [
        { type: 'text', text: 'The town' },
        { type: 'reference', reference_ids: [1] },
        { type: 'text', text: ' is old.' },
      ],
      'The town is old.',
    ],
    [[{ type: 'output_text', text: 'a' }], 'a'],
    [{ type: 'text', text: 'a' }, 'a'],
    [{ name: 'Ada', ages: [3] }, '{"name":"Ada","ages":[3]}'],
  ])('%j is %j', (content, text) => {
    expect(read({ content }).text).toBe(text)
  })

  it.each([5, true])('cannot be %j', (content) => {
    expect(() => read({ content })).toThrow(
      new Error(`The content of the response is of type ${typeof content}, neither text nor an array of parts.`),
    )
  })

  it('is the refusal if the model refused', () => {
    for (const content of [null, '']) {
      const answer = read({ content, refusal: 'I will not.' })
      expect(answer).toMatchObject({ text: 'I will not.', finishReason: 'content-filter', rawFinishReason: 'stop' })
    }
    expect(read({ content: 'Well', refusal: 'no' })).toMatchObject({ text: 'Well', finishReason: 'stop' })
    expect(read({ content: '', refusal: null })).toMatchObject({ text: '', finishReason: 'stop' })
  })

  it('is the text of the choice with index 0', () => {
    const choices = [
      { index: 1, message: { content: 'second' } },
      { index: 0, message: { content: 'first' } },
    ]
    expect(readBody({ choices }).text).toBe('first')
    expect(readBody({ choices: choices.slice(0, 1) }).text).toBe('second')
  })
})

describe('reasoning', () => {
  it.each([
    [
      { content: 'b', reasoning_content: 'a' },
      { text: 'b', reasoning: 'a' },
    ],
    [
      { content: 'b', reasoning: 'a' },
      { text: 'b', reasoning: 'a' },
    ],
    [
      { content: 'b', reasoning_content: '', reasoning: null },
      { text: 'b', reasoning: undefined },
    ],
    [{ content: '<think>\na\n</think>\n\nb ' }, { text: 'b ', reasoning: 'a' }],
    [{ content: ' \n<think> </think> b' }, { text: 'b', reasoning: undefined }],
    [{ content: '<think> cut short ' }, { text: '', reasoning: 'cut short ' }],
    [{ content: 'b <think>a</think>' }, { text: 'b <think>a</think>', reasoning: undefined }],
    [{ content: ' <thin' }, { text: ' <thin', reasoning: undefined }],
    [{ content: 'a\n</think>\n\nb ' }, { text: 'b ', reasoning: 'a' }],
    [
      { content: '\n a\n\nA \n </think> \r\n\r\n b' },
      { text: '\n a\n\nA \n </think> \r\n\r\n b', reasoning: undefined },
    ],
    [{ content: '\n a\n\nA \n</think> \r\n\r\n b' }, { text: 'b', reasoning: 'a\n\nA' }],
    [{ content: 'a.</think>\n\nb' }, { text: 'b', reasoning: 'a.' }],
    [{ content: '</think>\n\nb' }, { text: 'b', reasoning: undefined }],
    [{ content: 'Is </think> a tag?\n</think>\nb' }, { text: 'b', reasoning: 'Is </think> a tag?' }],
    [{ content: '```\na\n```\n</think>\nb\n</think>\nc' }, { text: 'b\n</think>\nc', reasoning: '```\na\n```' }],
    [
      { content: [{ type: 'text', text: 'a\n</think>\n\nb' }], reasoning_content: null },
      { text: 'b', reasoning: 'a' },
    ],
    [
      { content: 'a\n</think>\n\n', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] },
      { text: '', reasoning: 'a' },
    ],
    ...[
      'It ends with `</think>`.\nb',
      'It ends with </think>\nand so on.',
      'a</think>b',
      '- </think>\nb',
      '```\na\n</think>\n```\nb',
      '    a\n    </think>\nb',
      'b\n</think>',
      'b\n</think>\n\n',
      'b <think>a\n</think>\nc',
      'b\n</thinking>\nc',
    ].map((content): [object, object] => [{ content }, { text: content, reasoning: undefined }]),
    [
      { content: 'b\n</think>\nc', reasoning_content: 'a' },
      { text: 'b\n</think>\nc', reasoning: 'a' },
    ],
    [{ content: '<thinking>a' }, { text: '<thinking>a', reasoning: undefined }],
    [
      { content: '<think>a</think>b', reasoning: 'r' },
      { text: 'b', reasoning: 'ra' },
    ],
    [{ content: '<think>a</think><think>b' }, { text: '<think>b', reasoning: 'a' }],
    [
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'a' }] },
          { type: 'thinking', thinking: 'A' },
          { type: 'thinking', text: 'A' },
          { type: 'text', text: 'b' },
        ],
      },
      { text: 'b', reasoning: 'aAA' },
    ],
    [
      {
        content: [
          { type: 'thinking', thinking: 'a' },
          { type: 'text', text: 'b' },
          { type: 'thinking', thinking: 'c' },
          { type: 'thinking', thinking: 'd' },
          { type: 'text', text: 'e' },
          { type: 'text', text: 'f' },
        ],
      },
      { text: 'b\nef', reasoning: 'a\ncd' },
    ],
    [
      {
        content: [
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'a' }] },
          { type: 'text', text: 'b' },
        ],
      },
      { text: 'b', reasoning: 'a' },
    ],
    [
      { content: 'b', reasoning: { content: 'a', encrypted_content: 'x' } },
      { text: 'b', reasoning: 'a' },
    ],
    [
      {
        content: 'b',
        reasoning_details: [
          { type: 'reasoning.text', text: 'a' },
          { type: 'reasoning.summary', summary: 'A' },
        ],
      },
      { text: 'b', reasoning: 'aA' },
    ],
    [
      { content: 'b', reasoning: 'a', reasoning_details: [{ type: 'reasoning.text', text: 'a' }] },
      { text: 'b', reasoning: 'a' },
    ],
  ])('%j', (message, expected) => {
    const { text, reasoning } = read(message)
    expect({ text, reasoning }).toStrictEqual(expected)
  })

  it("is parsed only from fields with 'field'", () => {
    const message = { content: '<think>a</think>b', reasoning_content: 'r' }
    expect(read(message, { reasoning: 'field' })).toMatchObject({ text: '<think>a</think>b', reasoning: 'r' })
    for (const reasoning of ['field', 'off'] as const) {
      const { text } = read({ content: 'a\n</think>\n\nb' }, { reasoning })
      expect(text).toBe('a\n</think>\n\nb')
    }
  })

  it("is not parsed with 'off'", () => {
    const { text, reasoning } = read({ content: '<think>a</think>b', reasoning_content: 'r' }, { reasoning: 'off' })
    expect({ text, reasoning }).toStrictEqual({ text: '<think>a</think>b', reasoning: undefined })
  })
})

describe('tool calls', () => {
  it.each([
    ['{"a": 1}', '{"a": 1}'],
    [{ a: [1, 'x'] }, '{"a":[1,"x"]}'],
    ['', '{}'],
    [null, '{}'],
    [undefined, '{}'],
    ['{"cut', '{"cut'],
  ])('have the arguments %j as %j', (wire, json) => {
    const message = {
      content: null,
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: wire } }],
    }
    expect(read(message).toolCalls).toStrictEqual([{ id: 'c', name: 'f', arguments: json }])
  })

  it('have no id if the response has none', () => {
    const calls = [{ id: '', function: { name: 'f', arguments: '{}' } }, { function: { name: 'g', arguments: '{}' } }]
    expect(read({ tool_calls: calls }).toolCalls).toStrictEqual([
      { name: 'f', arguments: '{}' },
      { name: 'g', arguments: '{}' },
    ])
  })

  it.each([
    { content: 'a', function_call: { name: '', arguments: '' }, tool_calls: null },
    { content: 'a', tool_calls: [{ id: '', type: '', function: { name: '', arguments: '' } }] },
    { content: 'a', tool_calls: [] },
  ])('are none if all their values are empty: %j', (message) => {
    expect(read(message).toolCalls).toStrictEqual([])
  })

  it('are parsed beside an empty custom call, and rejected if they are custom', () => {
    const call = { id: 'c', function: { name: 'f', arguments: '{}' }, custom: { name: '', input: '' } }
    expect(read({ tool_calls: [call] }).toolCalls).toStrictEqual([{ id: 'c', name: 'f', arguments: '{}' }])
    const custom = { id: 'c', type: 'custom', custom: { name: 'sql', input: 'SELECT 1' } }
    expect(() => read({ tool_calls: [custom] })).toThrow(
      new Error(
        'A tool call in the response is of type "custom", whose input is text and not JSON. Pass function tools, by `tools`.',
      ),
    )
  })

  it('are parsed from the older format', () => {
    const message = { content: null, tool_calls: null, function_call: { name: 'f', arguments: '{"a":1}' } }
    expect(read(message).toolCalls).toStrictEqual([{ name: 'f', arguments: '{"a":1}' }])
    expect(read({ content: 'a', function_call: null }).toolCalls).toStrictEqual([])
  })

  it.each([[{}], ['f'], [[{ id: 'c' }]], [[{ function: {} }]], [[{ function: { name: 5 } }]], [[null]]])(
    'cannot be %j',
    (calls) => {
      expect(() => read({ content: 'a', tool_calls: calls })).toThrow(/tool call/)
    },
  )
})

describe('the finish reason', () => {
  it.each([
    ['stop', 'stop'],
    ['eos', 'stop'],
    ['eos_token', 'stop'],
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['stop_token', 'stop'],
    ['COMPLETE', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['model_length', 'length'],
    ['max_new_tokens', 'length'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['tool_use', 'tool-calls'],
    ['content_filter', 'content-filter'],
    ['content_filter_error', 'content-filter'],
    ['error', 'error'],
    ['abort', 'other'],
    ['constructor', 'other'],
  ])('%s is %s', (word, finishReason) => {
    const answer = readBody({ choices: [{ message: { content: 'a' }, finish_reason: word }] })
    expect(answer).toMatchObject({ finishReason, rawFinishReason: word })
  })

  it.each([null, '', 'null', 'None', undefined, 5, {}])('is absent if the response has %j', (word) => {
    const answer = readBody({ choices: [{ message: { content: 'a' }, finish_reason: word }] })
    expect([answer.finishReason, answer.rawFinishReason]).toEqual([undefined, undefined])
  })
})

describe('a body that is not a completion', () => {
  it.each([
    [{ choices: [] }, 'an object with choices.'],
    [{ choices: [{ index: 0 }] }, 'an object with choices.'],
    [[], 'an array of length 0.'],
    [[[[[]]]], 'an array of length 1.'],
    [null, 'null.'],
    [5, 'a number.'],
    ['<html>', 'a web page.'],
    ['', 'empty.'],
    ['just a string', 'the text "just a string".'],
    ['x'.repeat(100), `the text "${'x'.repeat(60)}…".`],
    ['{"choices": [', 'text that is not JSON.'],
    [Object.fromEntries(Array.from({ length: 20 }, (_, key) => [`key${key}`, 1])), 'key9, ….'],
  ])('%j is rejected: %s', (body, text) => {
    expect(() => readBody(body)).toThrow('Expected a chat completion (choices with a message), but the body is ')
    expect(() => readBody(body)).toThrow(text)
  })

  it.each([
    [{ choices: [{ text: 'a' }] }, 'Use the URL that ends in /chat/completions'],
    [{ output: 'a' }, "Pass endpointApiType 'dedicated'"],
    [{ text: 'a', response_id: 'r', finish_reason: 'COMPLETE' }, 'Use `CohereContentFormatter` of'],
    [{ id: 'c', message: { content: [] }, finish_reason: 'COMPLETE' }, 'Use `CohereV2ContentFormatter` of'],
    [
      { type: 'message', role: 'assistant', content: [], stop_reason: 'end_turn' },
      'Use `AnthropicContentFormatter` of',
    ],
    [{ object: 'response', output: [] }, 'Use `OpenAIResponsesContentFormatter` of'],
    [{ token: { text: 'a' }, generated_text: null }, 'Use `TGIContentFormatter` of'],
    [{ object: 'list', data: [], model: 'm' }, 'Call `embed()`'],
    [[{ generated_text: 'a' }], 'Use `TGIContentFormatter` of'],
    [{ answer: 'a' }, 'Use `PromptFlowContentFormatter` of'],
  ])('%j is rejected with advice from core: %s', async (body, advice) => {
    const client = new AzureMLEndpointClient({
      endpointUrl: 'https://my-endpoint.eastus2.inference.ml.azure.com/v1/chat/completions',
      endpointApiKey: 'made-up-key',
      contentFormatter: CustomOpenAIChatContentFormatter,
      fetch: () => Promise.resolve(Response.json(body)),
    })
    await expect(client.chat({ messages: [{ role: 'user', content: 'Hi' }] })).rejects.toThrow(advice)
  })

  it('is parsed if it was encoded twice', () => {
    expect(readBody(JSON.stringify({ choices: [{ message: { content: 'a' } }] })).text).toBe('a')
  })
})

function readBody(body: unknown, options?: OpenAIFormatterOptions): ParsedChatResponse {
  return new CustomOpenAIChatContentFormatter(options).codecs.serverless.parseResponse(body)
}

function read(message: object, options?: OpenAIFormatterOptions): ParsedChatResponse {
  return readBody({ choices: [{ index: 0, message, finish_reason: 'stop' }] }, options)
}
