import type { RecordedExchange } from '@azureml-endpoints/core/testing'

const url = new URL('https://my-resource.services.ai.azure.com/anthropic/v1/messages')
const context = { url }

const weather = {
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}

const wireWeather = { name: weather.name, description: weather.description, input_schema: weather.parameters }

/** Exchanges in the shapes of the Messages API, with texts and ids of our own. */
export const exchanges: readonly RecordedExchange[] = [
  {
    name: 'a question',
    apiType: 'serverless',
    context,
    request: {
      messages: [
        { role: 'system', content: 'Few words.' },
        { role: 'user', content: 'Where to?' },
      ],
      temperature: 0.2,
      maxTokens: 50,
      stop: 'END',
      user: 'user-1',
    },
    body: {
      system: 'Few words.',
      messages: [{ role: 'user', content: 'Where to?' }],
      max_tokens: 50,
      temperature: 0.2,
      stop_sequences: ['END'],
      metadata: { user_id: 'user-1' },
    },
    response: {
      id: 'msg_01South',
      type: 'message',
      role: 'assistant',
      model: 'claude-sample-1',
      container: null,
      content: [{ type: 'text', text: 'To the south.', citations: null }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
      usage: {
        input_tokens: 9,
        cache_creation_input_tokens: 20,
        cache_read_input_tokens: 300,
        cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 0 },
        output_tokens: 4,
        server_tool_use: null,
        service_tier: 'standard',
      },
    },
    events: [
      {
        type: 'message_start',
        message: {
          id: 'msg_01South',
          type: 'message',
          role: 'assistant',
          model: 'claude-sample-1',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: {
            input_tokens: 9,
            cache_creation_input_tokens: 20,
            cache_read_input_tokens: 300,
            output_tokens: 1,
            service_tier: 'standard',
          },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'ping' },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'To the' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ' south.' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null, stop_details: null, container: null },
        usage: { output_tokens: 4, input_tokens: null, cache_read_input_tokens: null },
      },
      { type: 'message_stop' },
    ],
    expected: {
      text: 'To the south.',
      finishReason: 'stop',
      usage: { inputTokens: 329, outputTokens: 4, cachedInputTokens: 300, cacheWriteTokens: 20 },
    },
  },
  {
    name: 'thoughts and two tool calls',
    apiType: 'serverless',
    context,
    request: {
      messages: [{ role: 'user', content: 'Coat or no coat in Oslo and Rome?' }],
      tools: [weather],
      toolChoice: 'auto',
      parallelToolCalls: true,
      reasoningEffort: 'medium',
      maxTokens: 900,
    },
    body: {
      messages: [{ role: 'user', content: 'Coat or no coat in Oslo and Rome?' }],
      tools: [wireWeather],
      tool_choice: { type: 'auto', disable_parallel_tool_use: false },
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
      max_tokens: 900,
    },
    response: {
      id: 'msg_01Coat',
      type: 'message',
      role: 'assistant',
      model: 'claude-sample-1',
      content: [
        { type: 'thinking', thinking: 'Two places, two calls.', signature: 'c2lnLTE=' },
        { type: 'redacted_thinking', data: 'b3BhcXVl' },
        { type: 'text', text: 'I look.' },
        { type: 'tool_use', id: 'toolu_01Aa', name: 'get_weather', input: { city: 'Oslo' } },
        { type: 'tool_use', id: 'toolu_01Ab', name: 'get_weather', input: { city: 'Rome' } },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 40, output_tokens: 31, output_tokens_details: { thinking_tokens: 9 } },
    },
    events: [
      {
        type: 'message_start',
        message: {
          id: 'msg_01Coat',
          type: 'message',
          role: 'assistant',
          model: 'claude-sample-1',
          content: [],
          usage: { input_tokens: 40, output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Two places,' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: ' two calls.' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2lnLTE=' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'redacted_thinking', data: 'b3BhcXVl' } },
      { type: 'content_block_stop', index: 1 },
      { type: 'content_block_start', index: 2, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 2, delta: { type: 'text_delta', text: 'I look.' } },
      { type: 'content_block_stop', index: 2 },
      {
        type: 'content_block_start',
        index: 3,
        content_block: { type: 'tool_use', id: 'toolu_01Aa', name: 'get_weather', input: {} },
      },
      { type: 'content_block_delta', index: 3, delta: { type: 'input_json_delta', partial_json: '' } },
      { type: 'content_block_delta', index: 3, delta: { type: 'input_json_delta', partial_json: '{"city":"Os' } },
      { type: 'content_block_delta', index: 3, delta: { type: 'input_json_delta', partial_json: 'lo"}' } },
      { type: 'content_block_stop', index: 3 },
      {
        type: 'content_block_start',
        index: 4,
        content_block: { type: 'tool_use', id: 'toolu_01Ab', name: 'get_weather', input: {} },
      },
      { type: 'content_block_delta', index: 4, delta: { type: 'input_json_delta', partial_json: '{"city":"Rome"}' } },
      { type: 'content_block_stop', index: 4 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null },
        usage: { output_tokens: 31, output_tokens_details: { thinking_tokens: 9 } },
      },
      { type: 'message_stop' },
    ],
    expected: {
      text: 'I look.',
      reasoning: 'Two places, two calls.',
      toolCalls: [
        { id: 'toolu_01Aa', name: 'get_weather', arguments: '{"city":"Oslo"}' },
        { id: 'toolu_01Ab', name: 'get_weather', arguments: '{"city":"Rome"}' },
      ],
      finishReason: 'tool-calls',
      usage: { inputTokens: 40, outputTokens: 31, reasoningTokens: 9 },
    },
  },
  {
    name: 'a search that the server runs, with citations',
    apiType: 'serverless',
    context,
    response: {
      id: 'msg_01Tide',
      type: 'message',
      role: 'assistant',
      model: 'claude-sample-1',
      content: [
        { type: 'server_tool_use', id: 'srvtoolu_01A', name: 'web_search', input: { query: 'tide' } },
        {
          type: 'web_search_tool_result',
          tool_use_id: 'srvtoolu_01A',
          content: [
            { type: 'web_search_result', title: 'Tides', url: 'https://tides.example', encrypted_content: 'eA==' },
          ],
        },
        {
          type: 'text',
          text: 'High at noon.',
          citations: [
            {
              type: 'web_search_result_location',
              cited_text: 'noon: high',
              url: 'https://tides.example',
              title: 'Tides',
              encrypted_index: 'eQ==',
            },
          ],
        },
        { type: 'text', text: ' ' },
        { type: 'text', text: 'Bring boots.' },
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 50, output_tokens: 12, server_tool_use: { web_search_requests: 1 } },
    },
    events: [
      {
        type: 'message_start',
        message: { id: 'msg_01Tide', model: 'claude-sample-1', usage: { input_tokens: 7, output_tokens: 1 } },
      },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'server_tool_use', id: 'srvtoolu_01A', name: 'web_search', input: {} },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"query":' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '"tide"}' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'content_block_start',
        index: 1,
        content_block: {
          type: 'web_search_tool_result',
          tool_use_id: 'srvtoolu_01A',
          content: [
            { type: 'web_search_result', title: 'Tides', url: 'https://tides.example', encrypted_content: 'eA==' },
          ],
        },
      },
      { type: 'content_block_stop', index: 1 },
      { type: 'content_block_start', index: 2, content_block: { type: 'text', text: '', citations: [] } },
      {
        type: 'content_block_delta',
        index: 2,
        delta: {
          type: 'citations_delta',
          citation: {
            type: 'web_search_result_location',
            cited_text: 'noon: high',
            url: 'https://tides.example',
            title: 'Tides',
            encrypted_index: 'eQ==',
          },
        },
      },
      { type: 'content_block_delta', index: 2, delta: { type: 'text_delta', text: 'High at noon.' } },
      { type: 'content_block_stop', index: 2 },
      { type: 'content_block_start', index: 3, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 3, delta: { type: 'text_delta', text: ' ' } },
      { type: 'content_block_stop', index: 3 },
      { type: 'content_block_start', index: 4, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 4, delta: { type: 'text_delta', text: 'Bring boots.' } },
      { type: 'content_block_stop', index: 4 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn' },
        usage: { input_tokens: 50, output_tokens: 12, server_tool_use: { web_search_requests: 1 } },
      },
      { type: 'message_stop' },
    ],
    expected: {
      text: 'High at noon. Bring boots.',
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 50, outputTokens: 12 },
    },
  },
  {
    name: 'a refusal',
    apiType: 'serverless',
    context,
    response: {
      id: 'msg_01No',
      type: 'message',
      role: 'assistant',
      model: 'claude-sample-1',
      content: [],
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: 'cyber', explanation: 'That would do harm.' },
      usage: { input_tokens: 18, output_tokens: 5 },
    },
    events: [
      {
        type: 'message_start',
        message: { id: 'msg_01No', model: 'claude-sample-1', usage: { input_tokens: 18, output_tokens: 1 } },
      },
      {
        type: 'message_delta',
        delta: {
          stop_reason: 'refusal',
          stop_details: { type: 'refusal', category: 'cyber', explanation: 'That would do harm.' },
        },
        usage: { output_tokens: 5 },
      },
      { type: 'message_stop' },
    ],
    expected: {
      text: 'That would do harm.',
      finishReason: 'content-filter',
      usage: { inputTokens: 18, outputTokens: 5 },
    },
  },
]
