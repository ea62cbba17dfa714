import type { RecordedExchange } from '@azureml-endpoints/core/testing'

const context = { url: new URL('https://my-resource.services.ai.azure.com/providers/cohere/v2/chat') }
const usage = {
  billed_units: { input_tokens: 20, output_tokens: 6 },
  tokens: { input_tokens: 210, output_tokens: 9 },
  cached_tokens: 64,
}
const counts = { inputTokens: 210, outputTokens: 9, cachedInputTokens: 64 }
const tools = [
  {
    name: 'find_train',
    description: 'The next train',
    parameters: { type: 'object', properties: { from: { type: 'string' } }, required: ['from'] },
  },
]
const wireTools = [{ type: 'function', function: tools[0] }]
const call = (id: string, from: string): object => ({
  id,
  type: 'function',
  function: { name: 'find_train', arguments: JSON.stringify({ from }) },
})
const started = (id: string): object => ({
  id,
  type: 'message-start',
  delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] } },
})
const piece = (type: string, message: object, index?: number): object => ({
  type,
  ...(index !== undefined && { index }),
  delta: { message },
})
const ended = (reason: string): object => ({ type: 'message-end', delta: { finish_reason: reason, usage } })

/** Requests and responses of version 2 of Cohere's chat. */
export const exchangesV2: readonly RecordedExchange[] = [
  {
    name: 'a history with an image, and an answer with citations',
    apiType: 'serverless',
    context: { ...context, stream: false },
    request: {
      messages: [
        { role: 'system', content: 'Few words.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello', reasoning: 'A greeting.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What grows there?' },
            { type: 'image', url: 'https://x.test/field.png', detail: 'low' },
          ],
        },
      ],
      temperature: 0.2,
      topP: 0.5,
      topK: 3,
      maxTokens: 50,
      stop: 'END',
      modelKwargs: { documents: [{ id: 'd1', data: { title: 'Fields', text: 'Barley grows here.' } }] },
    },
    body: {
      messages: [
        { role: 'system', content: 'Few words.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What grows there?' },
            { type: 'image_url', image_url: { url: 'https://x.test/field.png', detail: 'low' } },
          ],
        },
      ],
      temperature: 0.2,
      p: 0.5,
      k: 3,
      max_tokens: 50,
      stop_sequences: ['END'],
      documents: [{ id: 'd1', data: { title: 'Fields', text: 'Barley grows here.' } }],
    },
    response: {
      id: 'c1',
      finish_reason: 'COMPLETE',
      message: {
        role: 'assistant',
        content: [{ type: 'text', text: 'Barley.' }],
        citations: [{ start: 0, end: 6, text: 'Barley', sources: [{ type: 'document', id: 'd1', document: {} }] }],
      },
      usage,
    },
    events: [
      started('c1'),
      piece('content-start', { content: { type: 'text', text: '' } }, 0),
      piece('content-delta', { content: { text: 'Bar' } }, 0),
      piece('content-delta', { content: { text: 'ley.' } }, 0),
      { type: 'content-end', index: 0 },
      piece('citation-start', { citations: { start: 0, end: 6, text: 'Barley', sources: [] } }, 0),
      { type: 'citation-end', index: 0 },
      ended('COMPLETE'),
    ],
    expected: { text: 'Barley.', toolCalls: [], finishReason: 'stop', usage: counts },
  },
  {
    name: 'a plan and two calls of a tool',
    apiType: 'serverless',
    context: { ...context, stream: true, deploymentName: 'my-command' },
    request: { messages: [{ role: 'user', content: 'Trains from Porto and Faro?' }], tools, toolChoice: 'required' },
    body: {
      model: 'my-command',
      messages: [{ role: 'user', content: 'Trains from Porto and Faro?' }],
      tools: wireTools,
      tool_choice: 'REQUIRED',
      stream: true,
    },
    response: {
      id: 'c2',
      finish_reason: 'TOOL_CALL',
      message: {
        role: 'assistant',
        tool_plan: 'I look both up.',
        tool_calls: [call('find_train_a1', 'Porto'), call('find_train_b2', 'Faro')],
      },
      usage,
    },
    events: [
      started('c2'),
      piece('tool-plan-delta', { tool_plan: 'I look ' }),
      piece('tool-plan-delta', { tool_plan: 'both up.' }),
      piece('tool-call-start', { tool_calls: startOf('find_train_a1') }, 0),
      piece('tool-call-delta', { tool_calls: { function: { arguments: '{"from":' } } }, 0),
      piece('tool-call-delta', { tool_calls: { function: { arguments: '"Porto"}' } } }, 0),
      { type: 'tool-call-end', index: 0 },
      piece('tool-call-start', { tool_calls: startOf('find_train_b2') }, 1),
      piece('tool-call-delta', { tool_calls: { function: { arguments: '{"from":"Faro"}' } } }, 1),
      { type: 'tool-call-end', index: 1 },
      ended('TOOL_CALL'),
    ],
    expected: {
      text: '',
      reasoning: 'I look both up.',
      toolCalls: [
        { id: 'find_train_a1', name: 'find_train', arguments: '{"from":"Porto"}' },
        { id: 'find_train_b2', name: 'find_train', arguments: '{"from":"Faro"}' },
      ],
      finishReason: 'tool-calls',
      usage: counts,
    },
  },
  {
    name: 'the results of two calls, and an answer with thinking that is cut',
    apiType: 'serverless',
    context: { ...context, stream: false },
    request: {
      messages: [
        { role: 'user', content: 'Trains?' },
        {
          role: 'assistant',
          content: '',
          reasoning: 'I look both up.',
          toolCalls: [
            { id: 'a', name: 'find_train', arguments: '{"from":"Porto"}' },
            { id: 'b', name: 'find_train', arguments: '{"from":"Faro"}' },
          ],
        },
        { role: 'tool', toolCallId: 'b', content: 'none' },
        { role: 'tool', toolCallId: 'a', content: '{"at":"9:00"}' },
      ],
      tools,
    },
    body: {
      messages: [
        { role: 'user', content: 'Trains?' },
        { role: 'assistant', tool_plan: 'I look both up.', tool_calls: [call('a', 'Porto'), call('b', 'Faro')] },
        { role: 'tool', tool_call_id: 'a', content: '{"at":"9:00"}' },
        { role: 'tool', tool_call_id: 'b', content: 'none' },
      ],
      tools: wireTools,
    },
    response: {
      id: 'c3',
      finish_reason: 'MAX_TOKENS',
      message: {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'One train.' },
          { type: 'text', text: 'At nine' },
        ],
      },
      usage: {},
    },
    events: [
      started('c3'),
      piece('content-start', { content: { type: 'thinking', thinking: '' } }, 0),
      piece('content-delta', { content: { thinking: 'One train.' } }, 0),
      { type: 'content-end', index: 0 },
      piece('content-start', { content: { type: 'text', text: '' } }, 1),
      piece('content-delta', { content: { text: 'At nine' } }, 1),
      { type: 'content-end', index: 1 },
      { type: 'message-end', delta: { finish_reason: 'MAX_TOKENS' } },
    ],
    expected: { text: 'At nine', reasoning: 'One train.', finishReason: 'length' },
  },
  {
    name: 'JSON with a schema, on a host with one deployment',
    apiType: 'serverless',
    context: { url: new URL('https://my-model.westeurope.models.ai.azure.com/v2/chat'), stream: false },
    request: {
      messages: [{ role: 'user', content: 'A color as JSON' }],
      responseFormat: { type: 'json', schema: { type: 'object', properties: { color: { type: 'string' } } } },
      reasoningEffort: 'none',
    },
    body: {
      model: 'model',
      messages: [{ role: 'user', content: 'A color as JSON' }],
      response_format: {
        type: 'json_object',
        json_schema: { type: 'object', properties: { color: { type: 'string' } } },
      },
      thinking: { type: 'disabled' },
    },
    response: {
      id: 'c4',
      finish_reason: 'STOP_SEQUENCE',
      message: { role: 'assistant', content: [{ type: 'text', text: '{"color":"teal"}' }] },
    },
    expected: { text: '{"color":"teal"}', finishReason: 'stop' },
  },
]

function startOf(id: string): object {
  return { id, type: 'function', function: { name: 'find_train', arguments: '' } }
}
