import type { ChatMessage } from '@azureml-endpoints/core'

/** A message as OpenAI's format has it. */
export type WireMessage = Readonly<Record<string, unknown>>

const ids = { good: ['abcdefgh1', 'abcdefgh2'], bad: ['call_1', 'call_2'] }

/** Every conversation of up to three of these parts, which covers each pair of neighbours. */
export function everyConversation(): readonly (readonly WireMessage[])[] {
  const parts = Object.values(partsOf(ids.good)).concat(Object.values(partsOf(ids.bad)).slice(-4))
  const longer = (conversations: readonly (readonly WireMessage[])[]): (readonly WireMessage[])[] =>
    conversations.flatMap((conversation) => parts.map((part) => conversation.concat(part)))
  const one = longer([[]])
  const two = longer(one)
  return [...one, ...two, ...longer(two)]
}

function partsOf([first = '', second = '']: readonly string[]): Readonly<Record<string, readonly WireMessage[]>> {
  return {
    system: [{ role: 'system', content: 'Be brief.' }],
    user: [{ role: 'user', content: 'Why?' }],
    assistant: [{ role: 'assistant', content: 'So.' }],
    empty: [{ role: 'assistant', content: '' }],
    prefix: [{ role: 'assistant', content: 'So', prefix: true }],
    call: [calling([first])],
    calls: [calling([first, second])],
    result: [resultOf(first)],
    exchange: [calling([first, second]), resultOf(second), resultOf(first)],
  }
}

function calling(all: readonly string[]): WireMessage {
  const call = { name: 'look', arguments: '{}' }
  return { role: 'assistant', content: '', tool_calls: all.map((id) => ({ id, type: 'function', function: call })) }
}

function resultOf(id: string): WireMessage {
  return { role: 'tool', tool_call_id: id, content: 'Done.' }
}

/** Conversations in core's messages, as our users have them: of every order that the formatter accepts. */
export function everyHistory(): readonly (readonly ChatMessage[])[] {
  const user: ChatMessage = { role: 'user', content: 'Why?' }
  const parts: readonly (readonly ChatMessage[])[] = [
    [user],
    [{ role: 'assistant', content: 'So.' }],
    [{ role: 'assistant', content: '' }],
    [{ role: 'assistant', content: '', toolCalls: [{ id: 'call_unanswered', name: 'look', arguments: '{}' }] }],
    [
      {
        role: 'assistant',
        content: 'I look.',
        toolCalls: ['call_1', 'call_2'].map((id) => ({ id, name: 'look', arguments: '{}' })),
      },
      { role: 'tool', toolCallId: 'call_2', content: 'Two.' },
      { role: 'tool', toolCallId: 'call_1', content: 'One.' },
    ],
  ]
  const longer = (histories: readonly (readonly ChatMessage[])[]): (readonly ChatMessage[])[] =>
    histories.flatMap((history) => parts.map((part) => history.concat(part)))
  const two = longer(longer([[{ role: 'system', content: 'Be brief.' }]]))
  return [...two, ...longer(two)]
}
