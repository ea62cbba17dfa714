import type { ChatMessage, ToolCall } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MistralChatContentFormatter } from '../src/index.ts'
import { anyHistory, textsOf } from './any-history.ts'
import { messagesOf, refusalOf } from './conversation.ts'

const mistral = new MistralChatContentFormatter()
const user = { role: 'user', content: 'Hello' } as const

describe("any history keeps Mistral's rules", () => {
  it('for users and assistants, calls, results and ids', () => {
    fc.assert(
      fc.property(anyHistory({ stray: false }), (messages) => {
        expect(faultsOf(sentFor(messages))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('without losing a text', () => {
    fc.assert(
      fc.property(anyHistory({ stray: false }), (messages) => {
        const sent = textOf(sentFor(messages))
        for (const text of textsOf(messages)) expect([text, sent.split(text).length - 1]).toEqual([text, 1])
      }),
      { numRuns: 500 },
    )
  })

  it('or is rejected, but only because of a result without a call', () => {
    fc.assert(
      fc.property(anyHistory({ stray: true }), (messages) => {
        const attempt = (): readonly Sent[] => sentFor(messages)
        const strays = messages.filter(
          ({ role, ...rest }, index) =>
            role === 'tool' && !callsBefore(messages, index).includes((rest as { toolCallId: string }).toolCallId),
        )
        if (strays.length === 0) expect(faultsOf(attempt())).toEqual([])
        else expect(refusalOf(attempt).message).toContain('no earlier assistant message has a tool call with this id')
      }),
      { numRuns: 500 },
    )
  })
})

describe('tool ids', () => {
  it('become nine letters and digits, alike on call and result, and always the same', () => {
    const [first, second] = [sentFor(called(['call_PTLP8x-1'])), sentFor(called(['call_PTLP8x-1']))]
    expect(first).toEqual(second)
    expect(first[1]?.tool_calls?.[0]?.id).toMatch(/^[a-zA-Z0-9]{9}$/)
    expect(first[2]?.tool_call_id).toBe(first[1]?.tool_calls?.[0]?.id)
  })

  it('stay as they are if they are valid, and no other becomes one of them', () => {
    const made = sentFor(called(['call_1']))[1]?.tool_calls?.[0]?.id ?? ''
    const sent = sentFor(called(['call_1', made]))
    const ids = sent[1]?.tool_calls?.map(({ id }) => id) ?? []
    expect(ids[1]).toBe(made)
    expect(new Set(ids).size).toBe(2)
    expect(sent.slice(2).map((message) => message.tool_call_id)).toEqual(ids)
  })

  it('are different if two calls of one message have the same', () => {
    const sent = sentFor(called(['a1B2c3D4e', 'a1B2c3D4e']))
    expect(new Set(sent[1]?.tool_calls?.map(({ id }) => id)).size).toBe(2)
    expect(sent.slice(2).map(({ content }) => content)).toEqual(['result 0', 'result 1'])
  })

  it('do not change what came before when the history goes on', () => {
    const history = called(['call_1', 'x'])
    const longer = [...history, { role: 'assistant', content: 'So.' }, user, ...called(['y']).slice(1)] as ChatMessage[]
    expect(sentFor(longer).slice(0, history.length)).toEqual(sentFor(history))
  })
})

describe('a conversation', () => {
  it('has no empty assistant message, as of an answer that was stopped while thinking', () => {
    const stopped = { role: 'assistant', content: '', reasoning: 'Hm.' } as const
    expect(sentFor([user, stopped, { role: 'user', content: 'Go on.' }])).toEqual([
      { role: 'user', content: 'Hello\n\nGo on.' },
    ])
    expect(sentFor([user, stopped])).toEqual([{ role: 'user', content: 'Hello' }])
  })

  it('has an assistant message between results and the user', () => {
    const sent = sentFor([...called(['a1B2c3D4e']), user])
    expect(sent.slice(-3)).toEqual([
      { role: 'tool', content: 'result 0', tool_call_id: 'a1B2c3D4e' },
      { role: 'assistant', content: 'OK' },
      { role: 'user', content: 'Hello' },
    ])
  })

  it('has a result for each call, right after it', () => {
    const [question, calls, first] = called(['a1B2c3D4e', 'f5G6h7I8j']) as [ChatMessage, ChatMessage, ChatMessage]
    expect(sentFor([question, calls, user, first]).slice(2)).toEqual([
      { role: 'tool', content: 'result 0', tool_call_id: 'a1B2c3D4e' },
      { role: 'tool', content: 'There is no result of this tool call.', tool_call_id: 'f5G6h7I8j' },
      { role: 'assistant', content: 'OK' },
      { role: 'user', content: 'Hello' },
    ])
  })

  it('has one result for a call that was answered twice', () => {
    const again = { role: 'tool', content: 'again', toolCallId: 'a1B2c3D4e' } as const
    expect(sentFor([...called(['a1B2c3D4e']), again]).at(-1)).toEqual({
      role: 'tool',
      content: 'result 0\nagain',
      tool_call_id: 'a1B2c3D4e',
    })
  })

  it('marks an answer at the end as one to go on with', () => {
    expect(sentFor([user, { role: 'assistant', content: 'Once' }]).at(-1)).toEqual({
      role: 'assistant',
      content: 'Once',
      prefix: true,
    })
  })

  it('merges messages of the same speaker', () => {
    const image = { type: 'image', url: 'https://example.org/a.png' } as const
    expect(
      sentFor([
        user,
        { role: 'user', content: [image] },
        { role: 'assistant', content: 'One.' },
        { role: 'assistant', content: 'Two.', toolCalls: [call('a1B2c3D4e')] },
        { role: 'tool', content: 'done', toolCallId: 'a1B2c3D4e' },
      ]).slice(0, 2),
    ).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'image_url', image_url: { url: image.url } },
        ],
      },
      {
        role: 'assistant',
        content: 'One.\n\nTwo.',
        tool_calls: [{ id: 'a1B2c3D4e', type: 'function', function: { name: 'clock', arguments: '{}' } }],
      },
    ])
  })

  it('names the result whose call is missing', () => {
    const stray = { role: 'tool', content: 'done', toolCallId: 'call_9' } as const
    expect(refusalOf(() => sentFor([user, stray]))).toMatchInlineSnapshot(`
      {
        "message": "messages[1].toolCallId is "call_9", but no earlier assistant message has a tool call with this id. Keep the assistant message with the call in the conversation.",
        "setting": "messages[1].toolCallId",
      }
    `)
  })
})

interface Sent {
  readonly role: string
  readonly content: string | readonly { readonly text?: string }[]
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly arguments: string } }[]
  readonly tool_call_id?: string
  readonly prefix?: boolean
}

function sentFor(messages: readonly ChatMessage[]): readonly Sent[] {
  return messagesOf({ messages }, mistral) as readonly Sent[]
}

function textOf(sent: readonly Sent[]): string {
  return sent
    .map(({ content }) => (typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')))
    .join('\n')
}

function call(id: string): ToolCall {
  return { id, name: 'clock', arguments: '{}' }
}

function called(ids: readonly string[]): readonly ChatMessage[] {
  return [
    user,
    { role: 'assistant', content: '', toolCalls: ids.map(call) },
    ...ids.map((id, index): ChatMessage => ({ role: 'tool', content: `result ${index}`, toolCallId: id })),
  ]
}

function callsBefore(messages: readonly ChatMessage[], index: number): readonly string[] {
  return messages
    .slice(0, index)
    .flatMap((one) => (one.role === 'assistant' ? (one.toolCalls ?? []) : []))
    .map(({ id }) => id)
}

/**
 * The rules of Mistral's library (tokenizer versions 7 to 15) and of the chat templates that its models come with; the library
 * itself judged 4000 of these histories.
 */
function faultsOf(sent: readonly Sent[]): readonly string[] {
  const faults: string[] = []
  let waiting: string[] = []
  let speaker = 'assistant'
  for (const [index, { role, content, tool_calls: calls = [], tool_call_id: id = '', prefix }] of sent.entries()) {
    const isLast = index === sent.length - 1
    if (role === 'tool') {
      if (waiting.shift() !== id) faults.push(`${index}: a result without its call`)
      continue
    }
    if (waiting.length > 0) faults.push(`${index}: calls without results`)
    if (role === 'user' && sent[index - 1]?.role === 'tool') faults.push(`${index}: user after tool`)
    if (role === 'assistant' && content.length === 0 && calls.length === 0) faults.push(`${index}: empty`)
    if (prefix !== (role === 'assistant' && isLast ? true : undefined)) faults.push(`${index}: prefix ${prefix}`)
    // Messages with calls do not count when templates check that the roles alternate.
    if (calls.length === 0) {
      if (role !== (speaker === 'user' ? 'assistant' : 'user')) faults.push(`${index}: ${role} after ${speaker}`)
      speaker = role
    }
    waiting = calls.map((one) => one.id)
    if (!waiting.every((one) => /^[a-zA-Z0-9]{9}$/.test(one))) faults.push(`${index}: ids ${waiting.join()}`)
    if (new Set(waiting).size < waiting.length) faults.push(`${index}: an id twice`)
    const isObject = calls.every((one) => /^\{.*\}$/.test(one.function.arguments))
    if (!isObject) faults.push(`${index}: arguments`)
  }
  if (waiting.length > 0) faults.push('calls without results at the end')
  return sent.length === 0 ? ['nothing'] : faults
}
