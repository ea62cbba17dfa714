import type { ChatMessage } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, textsOf } from './any-history.ts'
import { messagesOf } from './conversation.ts'

const user = { role: 'user', content: 'Hello' } as const
const toolCalls = ['call_1', 'call_2'].map((id) => ({ id, name: 'clock', arguments: '{}' }))
const calls = { role: 'assistant', content: '', toolCalls } as const
const first = { role: 'tool', content: 'one', toolCallId: 'call_1' } as const
const second = { role: 'tool', content: 'two', toolCallId: 'call_2' } as const

describe('any history', () => {
  it('is sent without an empty answer or an empty list of calls, with results right after their calls', () => {
    fc.assert(
      fc.property(anyHistory({ stray: false }), (messages) => {
        const sent = sentFor(messages)
        const isOnlyEmpty = messages.every(({ role, content }) => role === 'assistant' && content === '')
        for (const [index, message] of sent.entries()) {
          const { role, content, tool_calls: made } = message
          if (role !== 'assistant' || isOnlyEmpty) continue
          expect(content === '' && made === undefined).toBe(false)
          expect(made?.length).not.toBe(0)
          const results = sent.slice(index + 1, index + 1 + (made?.length ?? 0)).map((one) => one.tool_call_id)
          const isAnswered = index + 1 + results.length < sent.length
          if (made && isAnswered) expect(new Set(made.map(({ id }) => id))).toEqual(new Set(results))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('loses no text', () => {
    fc.assert(
      fc.property(anyHistory({ stray: true }), (messages) => {
        const sent = JSON.stringify(sentFor(messages))
        for (const text of textsOf(messages)) {
          const times = sent.split(JSON.stringify(text).slice(1, -1)).length - 1
          expect([text, times]).toEqual([text, 1])
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('tool results', () => {
  it('follow their calls, in the order of the calls', () => {
    expect(sentFor([user, calls, second, user, first]).slice(2)).toEqual([
      { role: 'tool', content: 'one', tool_call_id: 'call_1' },
      { role: 'tool', content: 'two', tool_call_id: 'call_2' },
      user,
    ])
  })

  it('are added for calls that the history goes on without, such as aborted ones', () => {
    expect(sentFor([user, calls, first, user]).slice(2)).toEqual([
      { role: 'tool', content: 'one', tool_call_id: 'call_1' },
      { role: 'tool', content: 'There is no result of this tool call.', tool_call_id: 'call_2' },
      user,
    ])
  })

  it('are left to the caller at the end', () => {
    expect(sentFor([user, calls, first])).toHaveLength(3)
    expect(sentFor([user, calls])).toHaveLength(2)
  })

  it('belong to the last message with their id', () => {
    const again = [calls, { ...first, content: 'new one' }, { ...second, content: 'new two' }]
    expect(sentFor([user, calls, first, second, ...again]).map(({ content }) => content)).toEqual([
      'Hello',
      '',
      'one',
      'two',
      '',
      'new one',
      'new two',
    ])
  })

  it('do not answer an earlier call with the same id, such as an aborted one', () => {
    const once = { ...calls, toolCalls: [toolCalls[0]] } as ChatMessage
    const missing = 'There is no result of this tool call.'
    const history = [user, once, user, once, first]
    expect(sentFor(history).map(({ content }) => content)).toEqual(['Hello', '', missing, 'Hello', '', 'one'])
  })

  it('without a call stay where they are', () => {
    expect(sentFor([user, calls, { ...first, toolCallId: 'call_3' }]).map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
    ])
    expect(sentFor([user, first, user])).toEqual([user, { role: 'tool', content: 'one', tool_call_id: 'call_1' }, user])
  })
})

describe('an answer without text and calls', () => {
  const stopped = { role: 'assistant', content: '', reasoning: 'Hm.', toolCalls: [] } as const

  it('is not sent, and the user messages around it become one', () => {
    const image = { type: 'image', url: 'https://example.org/a.png' } as const
    expect(sentFor([user, stopped, user])).toEqual([{ role: 'user', content: 'Hello\n\nHello' }])
    expect(sentFor([{ role: 'user', content: [image] }, stopped, user])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: image.url } },
          { type: 'text', text: 'Hello' },
        ],
      },
    ])
  })

  it('does not merge user messages that the caller sent one after the other', () => {
    expect(sentFor([user, user])).toEqual([user, user])
  })

  it('is sent if there is nothing else', () => {
    expect(sentFor([stopped])).toEqual([{ role: 'assistant', content: '' }])
  })
})

describe('the arguments of earlier calls', () => {
  it.each([
    ['{"a":1}', '{"a":1}'],
    [' {"a": 1e400} ', ' {"a": 1e400} '],
    ['', '{}'],
    [' ', '{}'],
    ['{"a":', '{}'],
    ['[1]', '{}'],
    ['"{}"', '{}'],
    ['null', '{}'],
    ['1', '{}'],
  ])('%j are sent as %j', (given, sent) => {
    const toolCall = { id: 'call_1', name: 'clock', arguments: given }
    const messages = [user, { role: 'assistant', content: '', toolCalls: [toolCall] }, first] as const
    expect(sentFor(messages)[1]?.tool_calls?.[0]?.function.arguments).toBe(sent)
  })
})

interface Sent {
  readonly role: string
  readonly content: unknown
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly arguments: string } }[]
  readonly tool_call_id?: string
}

function sentFor(messages: readonly ChatMessage[]): readonly Sent[] {
  return messagesOf({ messages }) as readonly Sent[]
}
