import type { AssistantMessage, ChatMessage, ChatRequest } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '../src/index.ts'
import { messagesOf } from './conversation.ts'

const user = { role: 'user', content: 'Weather in Bern?' } as const
const result = { role: 'tool', content: 'clear', toolCallId: 'a1B2c3D4e' } as const
const toolCalls = [{ id: 'a1B2c3D4e', name: 'weather', arguments: '{}' }]

/** A loop that the request goes on with, behind one that is finished and an answer without calls. */
function history(providerData?: unknown): readonly ChatMessage[] {
  const turn = (rest: Partial<AssistantMessage>): AssistantMessage => ({
    role: 'assistant',
    content: 'So.',
    ...(providerData !== undefined && { providerData }),
    ...rest,
  })
  return [
    user,
    turn({ reasoning: 'plain' }),
    user,
    turn({ reasoning: 'finished call', toolCalls }),
    result,
    turn({ reasoning: 'finished answer' }),
    user,
    turn({ reasoning: 'open call', toolCalls }),
    result,
    turn({ toolCalls }),
    result,
  ]
}

describe('by default, reasoning', () => {
  it.each([
    ['reasoning_content', { reasoningField: 'reasoning_content' }],
    ['reasoning', { reasoningField: 'reasoning' }],
  ])('is sent back in tool loops as %s, where the endpoint sent it', (field, providerData) => {
    expect(sentAs(field, history(providerData))).toEqual({
      'finished call': field,
      'finished answer': field,
      'open call': field,
    })
  })

  it('is sent back as reasoning_content in the loop that goes on, if the history does not tell where it was', () => {
    for (const unknown of [
      undefined,
      null,
      'text',
      [],
      { thinking: [{ signature: 'x' }] },
      { reasoningField: 'other' },
    ]) {
      expect(sentAs('reasoning_content', history(unknown))).toEqual({ 'open call': 'reasoning_content' })
    }
  })

  it('is not sent back outside of tool loops', () => {
    const messages = [user, { role: 'assistant', content: 'So.', reasoning: 'Hm.' }, user] as const
    expect(JSON.stringify(messagesOf({ messages }))).not.toContain('Hm.')
  })

  it('is not sent back if it was in <think> tags', () => {
    expect(JSON.stringify(messagesOf({ messages: history({ reasoningField: 'none' }) }))).not.toContain('open call')
  })

  it('is sent back in a loop that an image of a tool result interrupts', () => {
    const image = { role: 'user', content: [{ type: 'image', url: 'https://example.org/a.png' }] } as const
    const sent = messagesOf({ messages: [...history(), image] })
    expect(sent).toContainEqual(expect.objectContaining({ reasoning_content: 'open call' }))
  })

  it('is sent back as a part of type thinking, where the endpoint sent such parts', () => {
    for (const formatter of [new CustomOpenAIChatContentFormatter(), new MistralChatContentFormatter()]) {
      const sent = messagesOf({ messages: history({ reasoningField: 'thinking' }) }, formatter)
      expect(sent).toContainEqual({
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'open call' }] },
          { type: 'text', text: 'So.' },
        ],
        tool_calls: [expect.anything()],
      })
      expect(JSON.stringify(sent)).not.toContain('plain')
    }
  })

  it("is not sent back to Mistral's models if it may come from another", () => {
    const fields = ['reasoning_content', 'reasoning', 'none', undefined]
    for (const reasoningField of fields) {
      const foreign = {
        reasoningDetails: [{ a: 1 }],
        thinkingBlocks: [{ a: 1 }],
        encryptedReasoning: { b: 1 },
        extraContent: { c: 1 },
      }
      const messages = history({ reasoningField, ...foreign })
      const sent = JSON.stringify(messagesOf({ messages }, new MistralChatContentFormatter()))
      expect(sent).not.toMatch(/open call|reasoning|thinking_blocks|extra_content/)
    }
  })
})

describe('sendReasoning: true', () => {
  const formatter = new CustomOpenAIChatContentFormatter({ sendReasoning: true })

  it('sends it back in all answers, and an empty one where a conversation with tools has none', () => {
    const sent = messagesOf({ messages: history() }, formatter) as readonly {
      role: string
      reasoning_content?: string
    }[]
    const answers = sent.filter(({ role }) => role === 'assistant')
    expect(answers.map((one) => one.reasoning_content)).toEqual([
      'plain',
      'finished call',
      'finished answer',
      'open call',
      '',
    ])
  })

  it('sends no empty one in a conversation without tools', () => {
    const messages = [user, { role: 'assistant', content: 'So.' }, user] as const
    expect(messagesOf({ messages }, formatter)).toEqual(messagesOf({ messages }))
    const tools = [{ name: 'weather', parameters: {} }]
    expect(messagesOf({ messages, tools }, formatter)).toContainEqual({
      role: 'assistant',
      content: 'So.',
      reasoning_content: '',
    })
  })

  it('uses the name that other answers of the conversation had', () => {
    const [question, answer, ...rest] = history()
    const known = { ...answer, providerData: { reasoningField: 'reasoning' } } as ChatMessage
    expect(sentAs('reasoning', [question as ChatMessage, known, ...rest], formatter)).toMatchObject({
      plain: 'reasoning',
      'open call': 'reasoning',
    })
  })

  it('sends it as a part of type thinking to Mistral', () => {
    const mistral = new MistralChatContentFormatter({ sendReasoning: true })
    expect(messagesOf({ messages: history() }, mistral)).toContainEqual(
      expect.objectContaining({
        content: [expect.objectContaining({ type: 'thinking' }), { type: 'text', text: 'So.' }],
      }),
    )
  })
})

describe('sendReasoning: false', () => {
  it('never sends any', () => {
    const formatter = new CustomOpenAIChatContentFormatter({ sendReasoning: false })
    const everything = {
      reasoningField: 'reasoning',
      reasoningDetails: [{ a: 1 }],
      thinkingBlocks: [{ a: 1 }],
      encryptedReasoning: { b: 1 },
    }
    const sent = JSON.stringify(messagesOf({ messages: history(everything) }, formatter))
    expect(sent).not.toMatch(/reasoning|thinking_blocks|open call/)
  })
})

describe('what only the endpoint can read', () => {
  it('goes back unchanged: reasoning_details within tool loops, an encrypted reasoning in every answer', () => {
    const reasoningDetails = [{ type: 'reasoning.encrypted', data: 'abc' }]
    const encryptedReasoning = { encrypted_content: 'def', content: null }
    const messages = history({ reasoningDetails, encryptedReasoning })
    const sent = messagesOf({ messages }) as readonly Record<string, unknown>[]
    const answers = sent.filter(({ role }) => role === 'assistant')
    expect(answers.map((one) => one['reasoning'])).toEqual(answers.map(() => encryptedReasoning))
    expect(answers.map((one) => one['reasoning_details'])).toEqual([
      undefined,
      ...answers.slice(1).map(() => reasoningDetails),
    ])
  })

  it('goes back within tool loops as thinking_blocks, if the answer had such blocks', () => {
    const thinkingBlocks = [{ type: 'thinking', thinking: 'Hm.', signature: 'abc' }]
    const sent = messagesOf({ messages: history({ thinkingBlocks }) }) as readonly Record<string, unknown>[]
    const answers = sent.filter(({ role }) => role === 'assistant')
    const [first, ...inLoops] = answers.map((one) => one['thinking_blocks'])
    expect([first, ...inLoops]).toEqual([undefined, ...inLoops.map(() => thinkingBlocks)])
    for (const other of [
      undefined,
      { thinkingBlocks: [] },
      { thinkingBlocks: 'x' },
      { reasoningDetails: [{ a: 1 }] },
    ]) {
      expect(JSON.stringify(messagesOf({ messages: history(other) }))).not.toContain('thinking_blocks')
    }
  })

  it('goes back with an answer, and even with an empty one', () => {
    const extraContent = { google: { thought_signature: 'abc' } }
    const messages = [user, { role: 'assistant', content: '', providerData: { extraContent } }, user] as const
    expect(messagesOf({ messages })).toEqual([
      user,
      { role: 'assistant', content: '', extra_content: extraContent },
      user,
    ])
  })

  it('goes back with a tool call, except to Mistral', () => {
    const extra = { google: { thought_signature: 'abc' } }
    const calls = [
      { ...toolCalls[0], providerData: { extraContent: extra, thoughtSignature: 'def' } },
      {
        ...toolCalls[0],
        id: 'f5G6h7I8j',
        providerData: { signature: 'of another format', thoughtSignature: 7, extraContent: 'x' },
      },
    ]
    const messages = [user, { role: 'assistant', content: '', toolCalls: calls }, result] as ChatRequest['messages']
    const fieldsFor = (formatter: CustomOpenAIChatContentFormatter | MistralChatContentFormatter): unknown => {
      const [, { tool_calls: sent }] = messagesOf({ messages }, formatter) as [unknown, { tool_calls: object[] }]
      return sent.map((call) => Object.fromEntries(Object.entries(call).slice(3)))
    }
    expect(fieldsFor(new CustomOpenAIChatContentFormatter())).toEqual([
      { extra_content: extra, thought_signature: 'def' },
      {},
    ])
    expect(fieldsFor(new MistralChatContentFormatter())).toEqual([{}, {}])
  })
})

describe('an answer that a formatter read', () => {
  const signed = [{ type: 'reasoning.text', text: 'Hm.', signature: 'abc' }]
  const thinking = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
    { type: 'text', text: 'So.' },
  ]

  it.each([
    { content: 'So.', reasoning_content: 'Hm.' },
    { content: 'So.', reasoning: 'Hm.' },
    { content: 'So.', reasoning: 'Hm.', reasoning_details: signed },
    { content: 'So.', reasoning: { encrypted_content: 'abc' } },
    {
      content: 'So.',
      reasoning_content: 'Hm.',
      thinking_blocks: [
        { type: 'thinking', thinking: 'Hm.', signature: 'abc' },
        { type: 'redacted_thinking', data: 'def' },
      ],
    },
    { content: 'So.', extra_content: { google: { thought_signature: 'abc' } } },
    { content: thinking },
  ])('goes back as it came: %j', (message) => {
    const call = { id: 'a1B2c3D4e', type: 'function', function: { name: 'weather', arguments: '{}' } }
    const calls = [{ ...call, extra_content: { google: { thought_signature: 'def' } } }]
    const { serverless } = new CustomOpenAIChatContentFormatter().codecs
    const answer = { role: 'assistant', ...message, tool_calls: calls }
    const read = serverless.parseResponse({ choices: [{ message: answer, finish_reason: 'tool_calls' }] })
    const { text, reasoning, providerData, toolCalls: made } = read
    const again = { role: 'assistant', content: text, reasoning, providerData, toolCalls: made } as AssistantMessage
    expect((messagesOf({ messages: [user, again, result] }) as unknown[])[1]).toEqual(answer)
  })
})

/** Returns the reasoning that is sent, with the field that it is in. */
function sentAs(
  field: string,
  messages: readonly ChatMessage[],
  formatter?: CustomOpenAIChatContentFormatter,
): Record<string, string> {
  const sent = messagesOf({ messages }, formatter) as readonly Record<string, unknown>[]
  const found = sent.flatMap((message) =>
    Object.entries(message).flatMap(([name, value]) => (name.startsWith('reasoning') ? [[String(value), name]] : [])),
  )
  expect(found.every(([, name]) => name === field)).toBe(true)
  return Object.fromEntries(found) as Record<string, string>
}
