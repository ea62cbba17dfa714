import type { ChatRequest } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { messagesOf, refusalOf } from './conversation.ts'

const conversation: ChatRequest = {
  messages: [
    { role: 'system', content: 'Few words.' },
    { role: 'user', content: 'Weather in Bern?' },
    {
      role: 'assistant',
      content: '',
      reasoning: 'I have a tool for that.',
      toolCalls: [{ id: 'call-1', name: 'weather', arguments: '{"city":"Bern"}' }],
    },
    { role: 'tool', content: '{"sky":"clear"}', toolCallId: 'call-1' },
    { role: 'assistant', content: 'Clear.', toolCalls: [] },
  ],
}

describe('a conversation', () => {
  it('is converted to the wire format, with every role', () => {
    expect(messagesOf(conversation)).toMatchInlineSnapshot(`
      [
        {
          "content": "Few words.",
          "role": "system",
        },
        {
          "content": "Weather in Bern?",
          "role": "user",
        },
        {
          "content": "",
          "reasoning_content": "I have a tool for that.",
          "role": "assistant",
          "tool_calls": [
            {
              "function": {
                "arguments": "{"city":"Bern"}",
                "name": "weather",
              },
              "id": "call-1",
              "type": "function",
            },
          ],
        },
        {
          "content": "{"sky":"clear"}",
          "role": "tool",
          "tool_call_id": "call-1",
        },
        {
          "content": "Clear.",
          "role": "assistant",
        },
      ]
    `)
  })

  it('keeps text unchanged: JSON does the escaping', () => {
    const content = 'a "b"\n\\n\t\u0000 🙂 \ud800'
    const [message] = messagesOf({ messages: [{ role: 'user', content }] }) as [{ content: string }]
    expect(message.content).toBe(content)
    expect(JSON.parse(JSON.stringify(message))).toEqual({ role: 'user', content })
  })

  it('is rejected if it is empty', () => {
    const refusal = refusalOf(() => messagesOf({ messages: [] }))
    expect(refusal.setting).toBe('messages')
    expect(refusal.message).toMatchInlineSnapshot(`"messages is empty. Pass at least one user message."`)
  })

  it('is rejected if a message has no parts', () => {
    const messages = [
      { role: 'system', content: 'Few words.' },
      { role: 'user', content: [] },
    ] as const
    expect(refusalOf(() => messagesOf({ messages }))).toMatchInlineSnapshot(`
      {
        "message": "messages[1].content is an empty array. Pass a string, or at least one part.",
        "setting": "messages[1].content",
      }
    `)
  })

  it('is rejected if it has an unknown role', () => {
    const messages = [{ role: 'developer', content: 'Few words.' }] as unknown as ChatRequest['messages']
    expect(refusalOf(() => messagesOf({ messages }))).toMatchInlineSnapshot(`
      {
        "message": "messages[0] has the role "developer". Use system, user, assistant or tool.",
        "setting": "messages[0]",
      }
    `)
  })
})
