import type { RecordedExchange } from '@azureml-endpoints/core/testing'

const context = { url: new URL('https://my-model.westeurope.models.ai.azure.com/v1/chat') }
const answer = {
  response_id: 'r-1',
  text: 'By reading.',
  generation_id: 'g-1',
  finish_reason: 'COMPLETE',
  token_count: { prompt_tokens: 99, response_tokens: 70, total_tokens: 169, billed_tokens: 151 },
  meta: { api_version: { version: '1' }, billed_units: { input_tokens: 81, output_tokens: 70 } },
}
const tools = [
  {
    name: 'find_train',
    description: 'The next train',
    parameters: {
      type: 'object',
      properties: { from: { type: 'string', description: 'A city' }, class: { type: 'integer', enum: [1, 2] } },
      required: ['from'],
    },
  },
]
const wireTools = [
  {
    name: 'find_train',
    description: 'The next train',
    parameter_definitions: {
      from: { type: 'str', description: 'A city', required: true },
      class: { type: 'int', description: 'JSON Schema: {"type":"integer","enum":[1,2]}', required: false },
    },
  },
]
const called = {
  response_id: 'r-2',
  text: 'I look it up.',
  generation_id: 'g-2',
  finish_reason: 'COMPLETE',
  tool_calls: [{ name: 'find_train', parameters: { from: 'Porto' } }],
  meta: { tokens: { input_tokens: 20, output_tokens: 9 }, billed_units: { input_tokens: 5, output_tokens: 9 } },
}

/** Requests and responses in Cohere's native format. */
export const exchanges: readonly RecordedExchange[] = [
  {
    name: 'G15: a history',
    apiType: 'serverless',
    context: { ...context, stream: false },
    request: {
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        { role: 'user', content: 'How does one learn?' },
      ],
    },
    body: {
      chat_history: [
        { role: 'USER', message: 'Hi' },
        { role: 'CHATBOT', message: 'Hello' },
      ],
      message: 'How does one learn?',
    },
    response: answer,
    events: [
      { is_finished: false, event_type: 'stream-start', generation_id: 'g-1' },
      { is_finished: false, event_type: 'text-generation', text: 'By' },
      { is_finished: false, event_type: 'text-generation', text: ' reading.' },
      { is_finished: true, event_type: 'stream-end', response: answer, finish_reason: 'COMPLETE' },
    ],
    expected: {
      text: 'By reading.',
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 99, outputTokens: 70, totalTokens: 169 },
    },
  },
  {
    name: 'a call of a tool',
    apiType: 'serverless',
    context: { ...context, stream: true },
    request: {
      messages: [
        { role: 'system', content: 'Few words.' },
        { role: 'user', content: 'The next train from Porto?' },
      ],
      tools,
      topP: 0.5,
      stop: 'END',
    },
    body: {
      preamble: 'Few words.',
      message: 'The next train from Porto?',
      tools: wireTools,
      p: 0.5,
      stop_sequences: ['END'],
      stream: true,
    },
    response: called,
    events: [
      { is_finished: false, event_type: 'stream-start', generation_id: 'g-2' },
      { is_finished: false, event_type: 'tool-calls-chunk', text: 'I look ' },
      { is_finished: false, event_type: 'tool-calls-chunk', text: 'it up.' },
      { is_finished: false, event_type: 'tool-calls-chunk', tool_call_delta: { index: 0, name: 'find_train' } },
      { is_finished: false, event_type: 'tool-calls-chunk', tool_call_delta: { index: 0, parameters: '{"from":' } },
      { is_finished: false, event_type: 'tool-calls-chunk', tool_call_delta: { index: 0, parameters: '"Porto"}' } },
      { is_finished: false, event_type: 'tool-calls-generation', tool_calls: called.tool_calls },
      { is_finished: true, event_type: 'stream-end', response: called, finish_reason: 'COMPLETE' },
    ],
    expected: {
      text: 'I look it up.',
      toolCalls: [{ name: 'find_train', arguments: '{"from":"Porto"}' }],
      finishReason: 'tool-calls',
      usage: { inputTokens: 20, outputTokens: 9 },
    },
  },
  {
    name: 'tool results, one of which is not JSON',
    apiType: 'serverless',
    context,
    request: {
      messages: [
        { role: 'user', content: 'Trains?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: '1', name: 'find_train', arguments: '{"from":"Porto"}' },
            { id: '2', name: 'find_train', arguments: '{"from":"Faro"}' },
          ],
        },
        { role: 'tool', toolCallId: '2', content: 'none' },
        { role: 'tool', toolCallId: '1', content: '{"at":"9:00"}' },
      ],
      tools,
    },
    body: {
      chat_history: [
        { role: 'USER', message: 'Trains?' },
        {
          role: 'CHATBOT',
          message: '',
          tool_calls: [
            { name: 'find_train', parameters: { from: 'Porto' } },
            { name: 'find_train', parameters: { from: 'Faro' } },
          ],
        },
      ],
      message: '',
      tool_results: [
        { call: { name: 'find_train', parameters: { from: 'Faro' } }, outputs: [{ result: 'none' }] },
        { call: { name: 'find_train', parameters: { from: 'Porto' } }, outputs: [{ at: '9:00' }] },
      ],
      tools: wireTools,
    },
    response: { text: 'At nine', finish_reason: 'MAX_TOKENS' },
    expected: { text: 'At nine', finishReason: 'length' },
  },
  {
    name: 'a response only in the last event, stopped by the content filter',
    apiType: 'serverless',
    context,
    events: [
      { is_finished: false, event_type: 'stream-start', generation_id: 'g-3' },
      {
        is_finished: true,
        event_type: 'stream-end',
        response: { text: 'Half', tool_calls: [] },
        finish_reason: 'ERROR_TOXIC',
      },
    ],
    expected: { text: 'Half', finishReason: 'content-filter' },
  },
]
