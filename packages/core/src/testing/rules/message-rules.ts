import type { ChatMessage } from '../../messages/chat-message.ts'
import { countIn, leafWith, mentions, sameJson, comesBefore } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextsOf, format } from '../checks/format.ts'
import { marker } from '../values/marker.ts'
import { turns } from '../values/requests.ts'

/** Rules for the messages of a conversation. */
export const messageRules: readonly Rule[] = [
  {
    title: 'sends every message of a conversation once, and in order',
    remedy:
      'map all of `request.messages`, not only the last ones, and keep their order; throw a ConfigurationError if the format cannot represent earlier turns.',
    check(codec) {
      for (const length of [3, 4, 15]) {
        const texts = Array.from({ length }, (_, turn) => marker(`turn${turn + 1}`))
        expectTexts(codec, turns(texts), texts)
      }
      const [one, other] = [marker('user'), marker('user')]
      const twice: ChatMessage[] = [one, other].map((content) => ({ role: 'user', content }))
      expectTexts(codec, twice, [one, other])
    },
  },
  {
    title: 'sends the role of each message',
    remedy:
      'map each role to its name in the format, or throw a ConfigurationError for a role that the format does not have.',
    check(codec) {
      const [question, answer, more] = [marker('user'), marker('assistant'), marker('user')]
      const conversation = turns([question, answer, more])
      const allByUser = conversation.map(({ content }): ChatMessage => ({ role: 'user', content: content as string }))
      expectDifference(
        codec,
        [conversation, allByUser],
        "creates the same body for the model's messages as for the user's.",
      )
      for (const context of contextsOf(codec)) {
        const { body } = format(codec, { messages: conversation }, context)
        expectRole(codec, { body, word: question, wrong: /^(assistant|model|bot|chatbot|ai|system)$/i })
        expectRole(codec, { body, word: answer, wrong: /^(user|human|system)$/i })
      }
    },
  },
  {
    title: 'sends system messages or refuses them',
    remedy:
      "put the text into the format's field for instructions, or before the first user message; or throw new ConfigurationError('…', { setting: 'messages[0].role' }).",
    check(codec) {
      for (const place of [0, 1, 2]) {
        const system = marker('system')
        const messages = turns([marker('user'), marker('assistant'), marker('user')])
        messages.splice(place, 0, { role: 'system', content: system })
        expectWords(codec, messages, { [`system message (messages[${place}])`]: system })
      }
      const alone = marker('system')
      expectWords(codec, [{ role: 'system', content: alone }, ...turns([marker('user')])], { 'system message': alone })
      const both = [marker('system'), marker('system')] as const
      const messages = [
        ...both.map((content): ChatMessage => ({ role: 'system', content })),
        ...turns([marker('user')]),
      ]
      expectWords(codec, messages, { 'first system message': both[0], 'second system message': both[1] })
    },
  },
  {
    title: 'sends the text parts of a message or refuses them',
    remedy:
      'support `content` both as a string and as a list of parts: join the texts, map the parts, or throw a ConfigurationError.',
    check(codec) {
      const texts = [marker('part'), marker('part')] as const
      const parts = texts.map((text) => ({ type: 'text' as const, text }))
      expectTexts(codec, [{ role: 'user', content: parts }], texts)
      expectTexts(codec, [{ role: 'user', content: parts }, ...turns(['Yes.', 'So?']).toReversed()], texts)
    },
  },
  {
    title: "keeps the model's earlier reasoning out of its text",
    remedy:
      'send only the `content` of an assistant message as text; its `reasoning` goes into a separate field, or is left out.',
    check(codec) {
      const [content, reasoning] = [marker('answer'), marker('reasoning')]
      const [asked, ...rest] = turns([marker('user'), content, marker('user')]) as [
        ChatMessage,
        ChatMessage,
        ChatMessage,
      ]
      const messages = [asked, { role: 'assistant' as const, content, reasoning }, ...rest.slice(1)]
      for (const context of contextsOf(codec)) {
        const { body } = format(codec, { messages }, context)
        const leaf = String(leafWith(body, content)?.value ?? '')
        if (leaf.includes(reasoning) && leaf.replace(reasoning, '').replace(content, '').trim() === '') {
          throw violation(codec, 'formatRequest', `added the reasoning to the text of the answer: ${show(leaf)}.`)
        }
      }
    },
  },
]

/** Expects each text once and in order; a refusal is allowed too. */
function expectTexts(codec: TestedCodec, messages: readonly ChatMessage[], texts: readonly string[]): void {
  for (const context of contextsOf(codec)) {
    const { body, refusal } = format(codec, { messages }, context)
    if (refusal !== undefined) continue
    for (const [index, text] of texts.entries()) {
      const which = `text ${index + 1} of ${texts.length} (${text})`
      const times = countIn(body, text)
      if (times === 0) throw violation(codec, 'formatRequest', `dropped ${which} from ${show(body)}.`)
      if (times > 1) throw violation(codec, 'formatRequest', `sent ${which} ${times} times: ${show(body)}.`)
      const before = texts[index - 1]
      if (before !== undefined && !comesBefore(body, before, text)) {
        throw violation(codec, 'formatRequest', `put ${which} before the one that precedes it: ${show(body)}.`)
      }
    }
  }
}

/** Expects words anywhere in the body of a conversation; a refusal is allowed too. */
function expectWords(
  codec: TestedCodec,
  messages: readonly ChatMessage[],
  words: Readonly<Record<string, string>>,
): void {
  for (const context of contextsOf(codec)) {
    const { body, refusal } = format(codec, { messages }, context)
    if (refusal !== undefined) continue
    for (const [what, word] of Object.entries(words)) {
      if (!mentions(body, word)) throw violation(codec, 'formatRequest', `dropped the ${what}: ${show(body)}.`)
    }
  }
}

/** Expects different bodies for two conversations; a refusal of either is allowed too. */
export function expectDifference(
  codec: TestedCodec,
  [one, other]: readonly [readonly ChatMessage[], readonly ChatMessage[]],
  what: string,
): void {
  const first = format(codec, { messages: one })
  const second = format(codec, { messages: other })
  if (first.refusal !== undefined || second.refusal !== undefined) return
  if (sameJson(first.body, second.body)) throw violation(codec, 'formatRequest', `${what} ${show(first.body)}`)
}

function expectRole(
  codec: TestedCodec,
  { body, word, wrong }: { readonly body: unknown; readonly word: string; readonly wrong: RegExp },
): void {
  const leaf = leafWith(body, word)
  if (leaf === undefined) return
  const holder = leaf.path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], body)
  const { role } = holder as { readonly role?: unknown }
  if (typeof role === 'string' && wrong.test(role)) {
    throw violation(codec, 'formatRequest', `gave ${word} the role ${show(role)}.`)
  }
}
