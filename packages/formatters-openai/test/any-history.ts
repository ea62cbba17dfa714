import type { AssistantMessage, ChatMessage, ContentPart, ToolCall, ToolMessage } from '@azureml-endpoints/core'
import * as fc from 'fast-check'

/** Ids as different servers make them, valid ones for Mistral and none among them; few, so that they repeat. */
const anyId = fc.oneof(
  fc.constantFrom('call_1', 'call_2', 'a1B2c3D4e', 'abcdefghi', '', 'functions.search:0', 'toolu_01ABC', '0'),
  fc.string({ maxLength: 12 }),
)

/** Texts that say something: each occurs once in a history, so that a lost one is noticed. */
const anyText = fc.constantFrom('', 'text', 'two\nlines')

const anyCall: fc.Arbitrary<ToolCall> = fc.record({
  id: anyId,
  name: fc.constantFrom('search', 'clock'),
  arguments: fc.constantFrom('{}', '{"a":1}', '', '{"a":', '[1]', '"text"', 'null'),
})

const anyParts: fc.Arbitrary<readonly ContentPart[]> = fc.array(
  fc.oneof(
    anyText.map((text): ContentPart => ({ type: 'text', text })),
    fc.constant<ContentPart>({ type: 'image', url: 'https://example.org/a.png' }),
  ),
  { minLength: 1, maxLength: 3 },
)

const anyUser: fc.Arbitrary<ChatMessage> = fc.record({
  role: fc.constant('user' as const),
  content: fc.oneof(anyText, anyParts),
})

const anyAnswer: fc.Arbitrary<AssistantMessage> = fc.record(
  {
    role: fc.constant('assistant' as const),
    content: anyText,
    reasoning: fc.constantFrom('', 'thought'),
    toolCalls: fc.array(anyCall, { maxLength: 3 }),
    providerData: fc.constantFrom<unknown>(
      { reasoningField: 'reasoning_content' },
      { reasoningField: 'none' },
      { thinking: [{ signature: 'abc' }] },
      'text',
      null,
    ),
  },
  { requiredKeys: ['role', 'content'] },
)

const anyResult: fc.Arbitrary<ToolMessage> = fc.record({
  role: fc.constant('tool' as const),
  content: anyText,
  toolCallId: anyId,
})

/** What follows an answer: results of some of its calls, in any order, with something in between. */
const anyExchange: fc.Arbitrary<readonly ChatMessage[]> = anyAnswer.chain((answer) => {
  const ids = (answer.toolCalls ?? []).map(({ id }) => id)
  const results = fc
    .shuffledSubarray(ids)
    .chain((some) =>
      fc.tuple(...some.map((id) => anyText.map((content): ChatMessage => ({ role: 'tool', content, toolCallId: id })))),
    )
  return fc
    .tuple(results, fc.array(anyUser, { maxLength: 1 }), fc.nat(3))
    .map(([answers, between, at]) => [[answer], answers.slice(0, at), between, answers.slice(at)].flat())
})

/**
 * Any history of valid messages: as users, other libraries and aborted calls leave it. The texts in it are made different.
 * Results without a call are in it only if `stray` says so, and system messages only at the start.
 */
export function anyHistory({ stray }: { readonly stray: boolean }): fc.Arbitrary<readonly ChatMessage[]> {
  const anyTurns = fc.oneof(
    { weight: 3, arbitrary: anyExchange },
    { weight: 2, arbitrary: anyUser.map((one) => [one]) },
    ...(stray ? [{ weight: 1, arbitrary: anyResult.map((one) => [one]) }] : []),
  )
  return fc
    .tuple(fc.array(anyText, { maxLength: 2 }), fc.array(anyTurns, { maxLength: 6 }), anyUser)
    .map(([instructions, turns, user]) => {
      const system = instructions.map((content): ChatMessage => ({ role: 'system', content }))
      const messages = [...system, ...turns.flat()]
      return withDifferentTexts(messages.length > system.length ? messages : [...messages, user])
    })
}

function withDifferentTexts(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  let count = 0
  const different = (text: string): string => (text === '' ? '' : `${text} ${(count += 1)}.`)
  return messages.map((message): ChatMessage => {
    if (message.role !== 'user' || typeof message.content === 'string') {
      return Object.assign({}, message, { content: different(message.content as string) })
    }
    const content = message.content.map((part): ContentPart => {
      return part.type === 'text' ? { type: 'text', text: different(part.text) } : part
    })
    return { role: 'user', content }
  })
}

/** Returns the texts of a history that must not get lost. */
export function textsOf(messages: readonly ChatMessage[]): readonly string[] {
  return messages.flatMap(({ content }) => {
    if (typeof content === 'string') return content === '' ? [] : [content]
    return content.flatMap((part) => (part.type === 'text' && part.text !== '' ? [part.text] : []))
  })
}
