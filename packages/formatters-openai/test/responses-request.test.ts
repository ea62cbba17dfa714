import { type ChatMessage, type ChatRequest, ConfigurationError, type RequestContext } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { OpenAIResponsesContentFormatter, type OpenAIResponsesOptions } from '../src/index.ts'
import { question } from './conversation.ts'
import { call, thought } from './responses-exchanges.ts'

type Fields = Readonly<Record<string, unknown>>

function bodyOf(
  request: ChatRequest,
  { options, context }: { options?: OpenAIResponsesOptions; context?: Partial<RequestContext> } = {},
): Fields {
  const { serverless } = new OpenAIResponsesContentFormatter(options).codecs
  const given: RequestContext = {
    apiType: 'serverless',
    stream: false,
    url: new URL('https://my.services.ai.azure.com/openai/v1/responses'),
    modelKwargs: {},
    ...context,
  }
  return serverless.formatRequest(request, given) as Fields
}

function inputOf(messages: readonly ChatMessage[], options?: OpenAIResponsesOptions): unknown {
  return bodyOf({ messages }, { options: options ?? {} })['input']
}

const tool = { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } }
const user: ChatMessage = { role: 'user', content: 'How is the weather?' }
const toolCall = { id: 'call_7', name: 'get_weather', arguments: '{"city":"Oslo"}' }
const result: ChatMessage = { role: 'tool', toolCallId: 'call_7', content: '-3 °C' }
const recordedCall = { id: 'fc_01b', type: 'function_call', call_id: 'call_7', name: 'get_weather' }
const plainCall = { type: 'function_call', call_id: 'call_7', name: 'get_weather', arguments: '{"city":"Oslo"}' }
const output = { type: 'function_call_output', call_id: 'call_7', output: '-3 °C' }

describe('parameters', () => {
  it.each<[parameters: Partial<ChatRequest>, fields: Fields]>([
    [{ stop: [] }, {}],
    [{ maxTokens: 16 }, { max_output_tokens: 16 }],
    [{ logprobs: true }, { include: ['reasoning.encrypted_content', 'message.output_text.logprobs'] }],
    [
      { logprobs: true, topLogprobs: 3 },
      { top_logprobs: 3, include: ['reasoning.encrypted_content', 'message.output_text.logprobs'] },
    ],
    [{ reasoningEffort: 'high' }, { reasoning: { effort: 'high' } }],
    [{ responseFormat: { type: 'json' } }, { text: { format: { type: 'json_object' } } }],
    [{ responseFormat: { type: 'text' } }, { text: { format: { type: 'text' } } }],
    [{ modelKwargs: { text: { verbosity: 'low' } } }, { text: { verbosity: 'low' } }],
    [
      { responseFormat: { type: 'json' }, modelKwargs: { text: { verbosity: 'low' } } },
      { text: { format: { type: 'json_object' }, verbosity: 'low' } },
    ],
    [
      { reasoningEffort: 'low', modelKwargs: { reasoning: { summary: 'auto' } } },
      { reasoning: { effort: 'low', summary: 'auto' } },
    ],
    [
      { modelKwargs: { include: ['web_search_call.action.sources'] } },
      { include: ['reasoning.encrypted_content', 'web_search_call.action.sources'] },
    ],
    [{ tools: [tool] }, { tools: [{ type: 'function', ...tool, strict: false }] }],
    [{ tools: [{ ...tool, strict: undefined }] }, { tools: [{ type: 'function', ...tool, strict: false }] }],
    [{ tools: [{ ...tool, strict: false }] }, { tools: [{ type: 'function', ...tool, strict: false }] }],
    [{ tools: [{ ...tool, strict: true }] }, { tools: [{ type: 'function', ...tool, strict: true }] }],
    [{ modelKwargs: { store: true, previous_response_id: 'resp_1' } }, { store: true, previous_response_id: 'resp_1' }],
  ])('%j become %j', (parameters, fields) => {
    const usual = { store: false, include: ['reasoning.encrypted_content'], input: [{ role: 'user', content: 'Hi' }] }
    expect(bodyOf({ ...question('Hi'), ...parameters })).toEqual({ ...usual, ...fields })
  })

  it('ask for a summary of the reasoning if an option says so', () => {
    const options = { reasoningSummary: 'detailed' } as const
    expect(bodyOf({ ...question('Hi'), reasoningEffort: 'low' }, { options })['reasoning']).toEqual({
      effort: 'low',
      summary: 'detailed',
    })
  })

  it.each([
    ['gpt-5.1', true],
    ['o4-mini', true],
    ['my-model', true],
    ['gpt-4o-mini', false],
    ['gpt4o', false],
    ['GPT-35-turbo', false],
    ['chatgpt-4o-latest', false],
    ['gpt-5-chat', false],
    ['gpt-5.12-chat', false],
    ['gpt-5.12', true],
    ['gpt-5.x-chat', true],
    ['my-gpt-4', true],
    ['my-chatgpt', true],
    ['gpt-4.1', false],
    ['gpt-5-chat', false],
    ['gpt-35-turbo', false],
  ])('of the deployment %s ask for encrypted reasoning: %s', (deploymentName, asks) => {
    const body = bodyOf(question('Hi'), { context: { deploymentName } })
    expect(body['model']).toBe(deploymentName)
    expect(body['include']).toEqual(asks ? ['reasoning.encrypted_content'] : undefined)
  })

  it('put a schema into the prompt if an option says so', () => {
    const request: ChatRequest = { ...question('Hi'), responseFormat: { type: 'json', schema: { type: 'object' } } }
    const body = bodyOf(request, { options: { jsonSchema: 'prompt' } })
    expect(body['text']).toEqual({ format: { type: 'json_object' } })
    expect(body['input']).toEqual([
      { role: 'system', content: expect.stringContaining('{"type":"object"}') },
      { role: 'user', content: 'Hi' },
    ])
  })

  it.each(['input', 'stream'])('modelKwargs.%s is refused', (name) => {
    expect(() => bodyOf({ ...question('Hi'), modelKwargs: { [name]: true } })).toThrow(
      expect.objectContaining({ setting: `modelKwargs.${name}` }),
    )
  })

  it.each(['audio', 'video'] as const)('%s is refused', (type) => {
    const messages: ChatMessage[] = [{ role: 'user', content: [{ type, data: 'AAAA', mediaType: `${type}/mp4` }] }]
    expect(() => bodyOf({ messages })).toThrow(expect.objectContaining({ setting: 'messages[0].content[0]' }))
  })
})

describe('a history', () => {
  it('of other models is sent without their reasoning', () => {
    const providerData = { reasoningField: 'reasoning_content', reasoningDetails: [{ type: 'x' }] }
    const answer: ChatMessage = {
      role: 'assistant',
      content: 'I look.',
      reasoning: 'Hm.',
      toolCalls: [toolCall],
      providerData,
    }
    expect(inputOf([user, answer, result])).toEqual([
      { role: 'user', content: 'How is the weather?' },
      { role: 'assistant', content: 'I look.' },
      plainCall,
      output,
    ])
  })

  it('gets results for calls that it went on without', () => {
    const answer: ChatMessage = { role: 'assistant', content: '', toolCalls: [toolCall, { ...toolCall, id: 'call_8' }] }
    expect(inputOf([user, answer, user, result])).toEqual([
      expect.anything(),
      plainCall,
      { ...plainCall, call_id: 'call_8' },
      output,
      { ...output, call_id: 'call_8', output: expect.stringContaining('no result') },
      expect.anything(),
    ])
  })

  it('with a result without its call is refused, unless the server has the call', () => {
    expect(() => inputOf([user, result])).toThrow(expect.objectContaining({ setting: 'messages[1].toolCallId' }))
    const modelKwargs = { previous_response_id: 'resp_1', store: true }
    expect(bodyOf({ messages: [result], modelKwargs })['input']).toEqual([output])
  })

  it('leaves out empty answers, and sends arguments that are no object as {}', () => {
    const answer: ChatMessage = { role: 'assistant', content: '', toolCalls: [{ ...toolCall, arguments: '{"ci' }] }
    expect(inputOf([user, { role: 'assistant', content: '' }, answer, result])).toEqual([
      { role: 'user', content: 'How is the weather?' },
      { ...plainCall, arguments: '{}' },
      output,
    ])
  })

  it('has ids that the API accepts, alike on call and result', () => {
    const long = `toolu|${'x'.repeat(100)}`
    const items = inputOf([
      user,
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { ...toolCall, id: long },
          { ...toolCall, id: `${long}2` },
        ],
      },
      { role: 'tool', toolCallId: long, content: 'a' },
      { role: 'tool', toolCallId: `${long}2`, content: 'b' },
    ]) as readonly { call_id?: string }[]
    const [, first, second, ...results] = items.map(({ call_id: id }) => id)
    expect(results).toEqual([first, second])
    expect(first).not.toBe(second)
    expect(first).toHaveLength(64)
  })
})

describe('recorded items', () => {
  const answer = (responseItems: readonly unknown[], fields: object = {}): ChatMessage => {
    return { role: 'assistant', content: '', toolCalls: [toolCall], providerData: { responseItems }, ...fields }
  }

  it('go back unchanged and in order, also in later turns', () => {
    const search = { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'x' } }
    const second = { ...thought, id: 'rs_2' }
    const said = { type: 'message', id: 'msg_1', phase: 'commentary', length: 4 }
    const items = [thought, search, said, second, recordedCall]
    expect(inputOf([user, answer(items, { content: 'Hm! ' }), result, user])).toEqual([
      expect.anything(),
      thought,
      search,
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hm! ', annotations: [] }],
        phase: 'commentary',
      },
      second,
      { ...plainCall, id: 'fc_01b' },
      output,
      expect.anything(),
    ])
  })

  it.each([
    ['', false],
    [undefined, false],
    [7, false],
    ['m', true],
    ['m'.repeat(64), true],
    ['m'.repeat(65), false],
  ])('have the id %j only if the API takes it', (id, isSent) => {
    const said = { type: 'message', id, length: 3 }
    const items = inputOf([user, answer([said, { ...recordedCall, id }], { content: 'Hm!' }), result]) as unknown[]
    const content = [{ type: 'output_text', text: 'Hm!', annotations: [] }]
    expect(items.slice(1, 3)).toEqual([
      isSent
        ? { type: 'message', id, role: 'assistant', status: 'completed', content }
        : { role: 'assistant', content: 'Hm!' },
      isSent ? { ...plainCall, id } : plainCall,
    ])
  })

  it.each<[name: string, items: readonly unknown[]]>([
    ['that was not encrypted', [{ ...thought, encrypted_content: null }, recordedCall]],
    ['that nothing follows', [recordedCall, thought]],
  ])('leave out reasoning %s, and the ids by which the API would look for it', (_, items) => {
    expect(inputOf([user, answer(items), result])).toEqual([expect.anything(), plainCall, output])
  })

  it('leave out reasoning whose call was removed', () => {
    const items = [thought, recordedCall]
    expect(inputOf([user, answer(items, { toolCalls: [] }), user])).toEqual([expect.anything(), expect.anything()])
  })

  it('keep the text and the calls of the message, which may be edited', () => {
    const items = [thought, { type: 'message', id: 'msg_1', length: 3 }, recordedCall]
    const edited = answer(items, {
      content: 'Edited',
      toolCalls: [
        { ...toolCall, arguments: '{"city":"Rome"}' },
        { ...toolCall, id: 'new' },
      ],
    })
    expect(inputOf([user, edited, result, { ...result, toolCallId: 'new' } as ChatMessage])).toEqual([
      expect.anything(),
      thought,
      expect.objectContaining({ id: 'msg_1', content: [expect.objectContaining({ text: 'Edited' })] }),
      { ...plainCall, id: 'fc_01b', arguments: '{"city":"Rome"}' },
      { ...plainCall, call_id: 'new' },
      output,
      { ...output, call_id: 'new' },
    ])
  })

  it.each<[content: string, lengths: readonly number[], texts: readonly string[]]>([
    ['AB', [1, 1], ['A', 'B']],
    ['A\nB', [1, 1], ['A', 'B']],
    ['A\nB\nC', [1, 1, 1], ['A', 'B', 'C']],
    ['A\nBC', [1, 1, 1], ['A', 'B', 'C']],
    ['A\nB', [2, 1], ['A\n', 'B']],
    ['A\n\nB', [1, 2], ['A', '\nB']],
    ['A\nB', [1, 0, 1], ['A', 'B']],
    ['AxB', [1, 1], ['AxB']],
    ['A\n\nB', [1, 1], ['A\n\nB']],
    ['\nAB', [1, 1], ['\nAB']],
    ['A', [1, 1], ['A']],
  ])('divide the text %j at the lengths %j into %j', (content, lengths, texts) => {
    const said = lengths.map((length, index) => ({ type: 'message', id: `msg_${index}`, length }))
    const sent = inputOf([user, answer([thought, ...said], { content, toolCalls: [] }), user]) as readonly Fields[]
    expect(sent.slice(2, -1).map((item) => (item['content'] as readonly { text: string }[])[0]?.text)).toEqual(texts)
  })

  it('are not sent with sendReasoning: false', () => {
    expect(inputOf([user, answer([thought, recordedCall]), result], { sendReasoning: false })).toEqual([
      expect.anything(),
      plainCall,
      output,
    ])
  })

  it.each([null, 'x', 1, [], {}, { responseItems: 'x' }, { responseItems: [null, 1, [], {}, { type: 5 }] }])(
    'that are %j count as none',
    (providerData) => {
      expect(inputOf([user, { ...answer([]), providerData } as ChatMessage, result])).toEqual([
        expect.anything(),
        plainCall,
        output,
      ])
    },
  )

  it('are those of the answer, whole or streamed', () => {
    const { serverless } = new OpenAIResponsesContentFormatter().codecs
    const { providerData } = serverless.parseResponse({ output: [thought, call] })
    expect(inputOf([user, { role: 'assistant', content: '', toolCalls: [toolCall], providerData }, result])).toEqual([
      expect.anything(),
      thought,
      { ...plainCall, id: 'fc_01b' },
      output,
    ])
  })
})

it.each([{ sendReasoning: 'yes' }, { reasoningSummary: true }, { jsonSchema: 'no' }, { streamUsage: true }, null])(
  'refuses the options %j',
  (options) => {
    expect(() => new OpenAIResponsesContentFormatter(options as OpenAIResponsesOptions)).toThrow(ConfigurationError)
  },
)
