import { describe, expect, it } from 'vitest'
import { toChatBody } from '../../src/responses-format/to-chat-body.ts'

type Body = Record<string, unknown>

const user = { role: 'user', content: 'Why?' }

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
    expect(toChatBody(body, [user])).toEqual({ messages: [user], ...chat })
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
    expect(toChatBody({ instructions: 'Answer.' }, items)['messages']).toEqual([
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
