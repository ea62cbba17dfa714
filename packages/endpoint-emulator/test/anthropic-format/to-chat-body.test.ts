import { describe, expect, it } from 'vitest'
import { toChatBody } from '../../src/anthropic-format/to-chat-body.ts'

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
    expect(toChatBody(body)).toEqual(chat)
  })
})
