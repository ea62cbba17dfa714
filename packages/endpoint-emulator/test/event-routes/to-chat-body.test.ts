import { describe, expect, it } from 'vitest'
import { toChatBody as fromMessages } from '../../src/anthropic-format/to-chat-body.ts'
import { toChatBody as fromItems } from '../../src/responses-format/to-chat-body.ts'

type Body = Record<string, unknown>

const user = { role: 'user', content: 'Why?' }

describe('a body of the Messages API becomes one of chat completions', () => {
  it.each<[body: Body, chat: Body]>([
    [{ messages: [user] }, { messages: [user] }],
    [
      { model: 'm', max_tokens: 1, temperature: 0, top_p: 0, top_k: 0, stream: false, metadata: {}, messages: [user] },
      { model: 'm', max_tokens: 1, temperature: 0, top_p: 0, top_k: 0, stream: false, messages: [user] },
    ],
    [
      { system: 'Be brief.', stop_sequences: ['END'], messages: [] },
      { stop: ['END'], messages: [{ role: 'system', content: 'Be brief.' }] },
    ],
    [
      {
        system: [
          { type: 'text', text: 'Be ' },
          { type: 'text', text: 'brief.' },
        ],
        messages: ['x', user],
      },
      { messages: [{ role: 'system', content: 'Be brief.' }, user] },
    ],
    [
      {
        tools: [
          { name: 'a', description: 'A', input_schema: { type: 'object' } },
          { name: 'b', input_schema: {} },
          { type: 'web', name: 'c' },
          'd',
        ],
        messages: [],
      },
      {
        tools: [
          { type: 'function', function: { name: 'a', description: 'A', parameters: { type: 'object' } } },
          { type: 'function', function: { name: 'b', parameters: {} } },
        ],
        messages: [],
      },
    ],
    [
      { tool_choice: { type: 'auto' }, messages: [] },
      { tool_choice: 'auto', messages: [] },
    ],
    [
      { tool_choice: { type: 'none' }, messages: [] },
      { tool_choice: 'none', messages: [] },
    ],
    [
      { tool_choice: { type: 'any', disable_parallel_tool_use: true }, messages: [] },
      { tool_choice: 'required', parallel_tool_calls: false, messages: [] },
    ],
    [
      { tool_choice: { type: 'tool', name: 'a', disable_parallel_tool_use: false }, messages: [] },
      { tool_choice: { type: 'function', function: { name: 'a' } }, messages: [] },
    ],
    [
      { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } }, messages: [] },
      {
        response_format: { type: 'json_schema', json_schema: { name: 'response', schema: { type: 'object' } } },
        messages: [],
      },
    ],
    [{ output_config: { effort: 'low' }, messages: [] }, { messages: [] }],
    [
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look.' },
              { type: 'image', source: { type: 'url', url: 'https://a/b.png' } },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } },
              { type: 'image', source: { type: 'file', file_id: 'f' } },
              {
                type: 'document',
                title: 'a.pdf',
                source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' },
              },
              { type: 'search_result' },
            ],
          },
        ],
      },
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look.' },
              { type: 'image_url', image_url: { url: 'https://a/b.png' } },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
              { type: 'image_url', image_url: { url: '' } },
              { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
              { type: 'file', file: { filename: 'file', file_data: '' } },
            ],
          },
        ],
      },
    ],
    [
      {
        messages: [
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm.' },
              { type: 'thinking', thinking: 'Yes.' },
              { type: 'redacted_thinking', data: 'x' },
              { type: 'text', text: 'I ' },
              { type: 'text', text: 'look.' },
              { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
              { type: 'tool_use', id: 'b', name: 'g', input: {} },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'a', content: 'one' },
              {
                type: 'tool_result',
                tool_use_id: 'b',
                content: [
                  { type: 'text', text: 't' },
                  { type: 'text', text: 'wo' },
                ],
              },
              { type: 'tool_result', tool_use_id: 'c' },
              { type: 'text', text: 'Go on.' },
            ],
          },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'd', content: '' }] },
          { role: 'assistant', content: [{ type: 'text', text: 'Done.' }] },
        ],
      },
      {
        messages: [
          {
            role: 'assistant',
            content: 'I look.',
            reasoning_content: 'Hm.\nYes.',
            tool_calls: [
              { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
              { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
            ],
          },
          { role: 'tool', tool_call_id: 'a', content: 'one' },
          { role: 'tool', tool_call_id: 'b', content: 'two' },
          { role: 'tool', tool_call_id: 'c', content: '' },
          { role: 'user', content: [{ type: 'text', text: 'Go on.' }] },
          { role: 'tool', tool_call_id: 'd', content: '' },
          { role: 'assistant', content: 'Done.' },
        ],
      },
    ],
  ])('%j', (body, chat) => {
    expect(fromMessages(body)).toEqual(chat)
  })
})

describe('a body of the Responses API becomes one of chat completions', () => {
  it.each<[body: Body, chat: Body]>([
    [{}, {}],
    [
      {
        model: 'm',
        temperature: 0,
        top_p: 0,
        stream: false,
        parallel_tool_calls: false,
        user: '',
        metadata: {},
        max_output_tokens: 0,
        reasoning: { effort: 'low' },
        text: { format: { type: 'text' } },
      },
      {
        model: 'm',
        temperature: 0,
        top_p: 0,
        stream: false,
        parallel_tool_calls: false,
        user: '',
        max_completion_tokens: 0,
        reasoning_effort: 'low',
        response_format: { type: 'text' },
      },
    ],
    [{ model: null, temperature: null, max_output_tokens: null, reasoning: {}, text: {}, tools: null }, {}],
    [{ instructions: null, tool_choice: 'auto', reasoning: null, text: null }, {}],
    [
      { text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' }, strict: false } } },
      {
        response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' }, strict: false } },
      },
    ],
    [
      { text: { format: { type: 'json_schema', name: 'n', schema: {} } } },
      { response_format: { type: 'json_schema', json_schema: { name: 'n', schema: {} } } },
    ],
    ...Array.of<[choice: unknown, chosen: Body]>(
      [undefined, {}],
      [null, {}],
      ['required', { tool_choice: 'required' }],
      [{ type: 'function', name: 'a' }, { tool_choice: { type: 'function', function: { name: 'a' } } }],
      [{ type: 'web_search' }, {}],
    ).map(([choice, chosen]): [Body, Body] => [
      {
        tools: [
          { type: 'function', name: 'a', description: 'A', parameters: { type: 'object' } },
          { type: 'function', name: 'b', strict: true },
          { type: 'web_search' },
        ],
        tool_choice: choice,
      },
      {
        tools: [
          { type: 'function', function: { name: 'a', description: 'A', parameters: { type: 'object' } } },
          { type: 'function', function: { name: 'b' } },
        ],
        ...chosen,
      },
    ]),
    [{ tools: [{ type: 'web_search' }], tool_choice: 'required' }, {}],
  ])('%j', (body, chat) => {
    expect(fromItems(body, [user])).toEqual({ messages: [user], ...chat })
  })

  it('with all its items in their order', () => {
    const items = [
      { role: 'developer', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Look.' },
          { type: 'input_image', image_url: 'https://a/b.png' },
          { type: 'input_image', image_url: 'https://a/c.png', detail: 'low' },
          { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' },
          { type: 'input_file', file_url: 'https://a/d.pdf' },
          'no part',
        ],
      },
      { type: 'reasoning', id: 'rs_1', summary: [] },
      {
        type: 'message',
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'I ' },
          { type: 'output_text', text: 'look' },
        ],
      },
      { role: 'assistant', content: ' now.' },
      { type: 'function_call', call_id: 'a', name: 'f', arguments: '{"x":1}' },
      { type: 'function_call', call_id: 'b', name: 'g', arguments: '{}' },
      { type: 'function_call_output', call_id: 'a', output: 'one' },
      {
        type: 'function_call_output',
        call_id: 'b',
        output: [
          { type: 'input_text', text: 't' },
          { type: 'input_text', text: 'wo' },
        ],
      },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '' },
      { type: 'web_search_call' },
    ]
    expect(fromItems({ instructions: 'Answer.' }, items)['messages']).toEqual([
      { role: 'system', content: 'Answer.' },
      { role: 'developer', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look.' },
          { type: 'image_url', image_url: { url: 'https://a/b.png' } },
          { type: 'image_url', image_url: { url: 'https://a/c.png', detail: 'low' } },
          { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
          { type: 'file', file: { filename: undefined, file_data: 'https://a/d.pdf' } },
        ],
      },
      {
        role: 'assistant',
        content: 'I look now.',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
          { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'one' },
      { role: 'tool', tool_call_id: 'b', content: 'two' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '' } }],
      },
    ])
  })
})
