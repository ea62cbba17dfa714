import type { ChatRequest } from '@azureml-endpoints/core'
import type { RecordedExchange } from '@azureml-endpoints/core/testing'
import { question } from './conversation.ts'

const stateless = { store: false, include: ['reasoning.encrypted_content'] }
const weather = {
  name: 'get_weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const usage = {
  input_tokens: 21,
  input_tokens_details: { cached_tokens: 8 },
  output_tokens: 13,
  output_tokens_details: { reasoning_tokens: 5 },
  total_tokens: 34,
}
const counts = { inputTokens: 21, outputTokens: 13, totalTokens: 34, cachedInputTokens: 8, reasoningTokens: 5 }

/** A reasoning item with its summary. */
export const thought = {
  id: 'rs_01a',
  type: 'reasoning',
  encrypted_content: 'gAAAAABc2VjcmV0',
  summary: [
    { type: 'summary_text', text: '**Looking it up**\n\nThere is a tool.' },
    { type: 'summary_text', text: 'One call is enough.' },
  ],
}
/** A call of a function. */
export const call = {
  id: 'fc_01b',
  type: 'function_call',
  status: 'completed',
  call_id: 'call_7',
  name: 'get_weather',
  arguments: '{"city":"Oslo"}',
}

/** A message with the given content. */
export function message(...content: readonly object[]): object {
  return { id: 'msg_01c', type: 'message', role: 'assistant', status: 'completed', content }
}

/** A content part with text. */
export function text(words: string, fields: object = {}): object {
  return { type: 'output_text', text: words, annotations: [], logprobs: [], ...fields }
}

/** A whole response. */
export function response(output: readonly unknown[], fields: object = {}): Readonly<Record<string, unknown>> {
  return {
    id: 'resp_01d',
    object: 'response',
    created_at: 1_790_000_000,
    status: 'completed',
    error: null,
    incomplete_details: null,
    model: 'gpt-5.1-2025-11-13',
    service_tier: 'default',
    output,
    usage,
    ...fields,
  }
}

/** The events of a stream that ends with a response; each piece is the rest of an event with its type. */
export function events(pieces: readonly object[], last: object, type = 'response.completed'): readonly object[] {
  const first = { ...last, status: 'in_progress', output: [], usage: null }
  const all = [
    { type: 'response.created', response: first },
    { type: 'response.in_progress', response: first },
    ...pieces,
    { type, response: last },
  ]
  return all.map((event, sequence) => Object.assign({ sequence_number: sequence }, event))
}

const at = (index: number, type: string, fields: object): object => {
  return { type: `response.${type}`, output_index: index, ...fields }
}

const greeting = response([message(text('Hello to you.'))])
const tools = [{ type: 'function', ...weather, strict: true }]
const toolRequest: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'How is the weather in Oslo?' },
  ],
  tools: [{ ...weather, strict: true }],
  toolChoice: { name: 'get_weather' },
  parallelToolCalls: false,
  reasoningEffort: 'low',
  maxTokens: 500,
}
const calledFirst = response([thought, call])

export const responsesExchanges: readonly RecordedExchange[] = [
  {
    name: 'R01: a greeting',
    apiType: 'serverless',
    context: { deploymentName: 'my-model' },
    request: { ...question('Hello'), temperature: 0.5, topP: 0.9, user: 'u1' },
    body: {
      ...stateless,
      model: 'my-model',
      input: [{ role: 'user', content: 'Hello' }],
      temperature: 0.5,
      top_p: 0.9,
      user: 'u1',
    },
    response: greeting,
    events: events(
      [
        at(0, 'output_item.added', { item: { ...message(), status: 'in_progress' } }),
        at(0, 'content_part.added', { item_id: 'msg_01c', content_index: 0, part: text('') }),
        at(0, 'output_text.delta', { item_id: 'msg_01c', content_index: 0, delta: 'Hello ', logprobs: [] }),
        at(0, 'output_text.delta', { item_id: 'msg_01c', content_index: 0, delta: 'to you.', logprobs: [] }),
        at(0, 'output_text.done', { item_id: 'msg_01c', content_index: 0, text: 'Hello to you.' }),
        at(0, 'content_part.done', { item_id: 'msg_01c', content_index: 0, part: text('Hello to you.') }),
        at(0, 'output_item.done', { item: message(text('Hello to you.')) }),
      ],
      greeting,
    ),
    expected: { text: 'Hello to you.', toolCalls: [], finishReason: 'stop', usage: { ...counts, raw: usage } },
  },
  {
    name: 'R02: reasoning and a tool call',
    apiType: 'serverless',
    request: toolRequest,
    body: {
      ...stateless,
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'How is the weather in Oslo?' },
      ],
      max_output_tokens: 500,
      reasoning: { effort: 'low' },
      parallel_tool_calls: false,
      tools,
      tool_choice: { type: 'function', name: 'get_weather' },
    },
    response: calledFirst,
    events: events(
      [
        at(0, 'output_item.added', {
          item: { id: 'rs_01a', type: 'reasoning', encrypted_content: 'gAAA', summary: [] },
        }),
        at(0, 'reasoning_summary_part.added', { item_id: 'rs_01a', summary_index: 0 }),
        at(0, 'reasoning_summary_text.delta', { item_id: 'rs_01a', summary_index: 0, delta: '**Looking it up**' }),
        at(0, 'reasoning_summary_text.delta', { item_id: 'rs_01a', summary_index: 0, delta: '\n\nThere is a tool.' }),
        at(0, 'reasoning_summary_text.done', { item_id: 'rs_01a', summary_index: 0, text: thought.summary[0]?.text }),
        at(0, 'reasoning_summary_text.delta', { item_id: 'rs_01a', summary_index: 1, delta: 'One call is enough.' }),
        at(0, 'output_item.done', { item: thought }),
        at(1, 'output_item.added', { item: { ...call, status: 'in_progress', arguments: '' } }),
        at(1, 'function_call_arguments.delta', { item_id: 'fc_01b', delta: '{"city":' }),
        at(1, 'function_call_arguments.delta', { item_id: 'fc_01b', delta: '"Oslo"}' }),
        at(1, 'function_call_arguments.done', { item_id: 'fc_01b', arguments: '{"city":"Oslo"}' }),
        at(1, 'output_item.done', { item: call }),
      ],
      calledFirst,
    ),
    expected: {
      text: '',
      reasoning: '**Looking it up**\n\nThere is a tool.\n\nOne call is enough.',
      toolCalls: [{ id: 'call_7', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
      finishReason: 'tool-calls',
    },
  },
  {
    name: 'R03: the result of a tool, with the reasoning before its call',
    apiType: 'serverless',
    request: {
      messages: [
        { role: 'user', content: 'How is the weather in Oslo?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_7', name: 'get_weather', arguments: '{"city":"Oslo"}' }],
          providerData: {
            responseItems: [thought, { id: 'fc_01b', type: 'function_call', call_id: 'call_7', name: 'get_weather' }],
          },
        },
        { role: 'tool', toolCallId: 'call_7', content: '-3 °C' },
      ],
      tools: [weather],
    },
    body: {
      ...stateless,
      input: [
        { role: 'user', content: 'How is the weather in Oslo?' },
        thought,
        {
          id: 'fc_01b',
          type: 'function_call',
          call_id: 'call_7',
          name: 'get_weather',
          arguments: '{"city":"Oslo"}',
        },
        { type: 'function_call_output', call_id: 'call_7', output: '-3 °C' },
      ],
      tools: [{ type: 'function', ...weather, strict: false }],
    },
    response: response([message(text('Minus three.'))]),
    expected: { text: 'Minus three.' },
  },
  {
    name: 'R04: images, files and a schema',
    apiType: 'serverless',
    request: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image', data: 'iVBORw0KGgo=', mediaType: 'image/png', detail: 'low' },
            { type: 'image', url: 'https://pictures.test/a.jpg' },
            { type: 'file', data: 'JVBERi0=', mediaType: 'application/pdf' },
            { type: 'file', url: 'https://files.test/b.pdf' },
          ],
        },
      ],
      responseFormat: { type: 'json', name: 'thing', schema: { type: 'object', properties: {} }, strict: true },
    },
    body: {
      ...stateless,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is it?' },
            { type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'low' },
            { type: 'input_image', image_url: 'https://pictures.test/a.jpg', detail: 'auto' },
            { type: 'input_file', filename: 'file.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
            { type: 'input_file', file_url: 'https://files.test/b.pdf' },
          ],
        },
      ],
      text: {
        format: { type: 'json_schema', name: 'thing', schema: { type: 'object', properties: {} }, strict: true },
      },
    },
    response: response([message(text('{"kind":'))], {
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    }),
    expected: { text: '{"kind":', finishReason: 'length' },
  },
  {
    name: 'R05: a refusal',
    apiType: 'serverless',
    response: response([message({ type: 'refusal', refusal: 'I will not do that.' })]),
    events: events(
      [
        at(0, 'output_item.added', { item: message() }),
        at(0, 'refusal.delta', { item_id: 'msg_01c', content_index: 0, delta: 'I will not ' }),
        at(0, 'refusal.delta', { item_id: 'msg_01c', content_index: 0, delta: 'do that.' }),
        at(0, 'refusal.done', { item_id: 'msg_01c', content_index: 0, refusal: 'I will not do that.' }),
        at(0, 'output_item.done', { item: message({ type: 'refusal', refusal: 'I will not do that.' }) }),
      ],
      response([message({ type: 'refusal', refusal: 'I will not do that.' })]),
    ),
    expected: { text: 'I will not do that.', finishReason: 'content-filter' },
  },
  {
    name: 'R06: two calls, whose arguments come with their ends only',
    apiType: 'serverless',
    response: response([
      { ...call, call_id: 'call_1' },
      { ...call, id: 'fc_2', call_id: 'call_2', arguments: '{"city":"Rome"}' },
    ]),
    events: events(
      [
        at(0, 'output_item.added', { item: { ...call, call_id: 'call_1', arguments: '' } }),
        at(1, 'output_item.added', { item: { ...call, id: 'fc_2', call_id: 'call_2', arguments: '' } }),
        at(0, 'function_call_arguments.done', { item_id: 'fc_01b', arguments: '{"city":"Oslo"}' }),
        at(1, 'output_item.done', { item: { ...call, id: 'fc_2', call_id: 'call_2', arguments: '{"city":"Rome"}' } }),
        at(0, 'output_item.done', { item: { ...call, call_id: 'call_1' } }),
      ],
      response([]),
    ),
    expected: {
      toolCalls: [
        { id: 'call_1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
        { id: 'call_2', name: 'get_weather', arguments: '{"city":"Rome"}' },
      ],
      finishReason: 'tool-calls',
    },
  },
  {
    name: 'R07: filtered while it was written',
    apiType: 'serverless',
    response: response([message(text('The way to'))], {
      status: 'incomplete',
      incomplete_details: { reason: 'content_filter' },
    }),
    events: events(
      [at(0, 'output_text.delta', { item_id: 'msg_01c', delta: 'The way to' })],
      response([message(text('The way to'))], {
        status: 'incomplete',
        incomplete_details: { reason: 'content_filter' },
      }),
      'response.incomplete',
    ),
    expected: { text: 'The way to', finishReason: 'content-filter' },
  },
]
