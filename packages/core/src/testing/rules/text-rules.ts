import type { ChatRequest } from '../../messages/chat-request.ts'
import { anyTexts, awkwardTexts, shortest } from '../values/any-text.ts'
import { textsOf } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextsOf, format, formatAlways } from '../checks/format.ts'
import { marker } from '../values/marker.ts'
import { question, turns } from '../values/requests.ts'

type AskWith = (text: string) => ChatRequest

const asQuestion: AskWith = (text) => question(text)

/** Rules for the texts of messages. */
export const textRules: readonly Rule[] = [
  {
    title: 'sends any user text unchanged',
    remedy:
      'put the text into the body as it is. Core serializes the JSON, which does all the escaping; do not escape, trim, quote, parse or normalize, and note that `String.replace` interprets `$&` in its replacement (pass a function).',
    check(codec) {
      const plain = marker('user')
      const body = formatAlways(codec, question(plain))
      if (textsOf(body).includes(`"${plain}"`)) {
        throw violation(codec, 'formatRequest', `added quotes to the text, which the model would see: ${show(body)}.`)
      }
      for (const text of [...awkwardTexts, ...anyTexts(200)]) expectUnchanged(codec, asQuestion, text)
      for (const text of awkwardTexts) for (const ask of userPositions) expectUnchanged(codec, ask, text)
    },
  },
  {
    title: 'sends the texts of system and assistant messages unchanged',
    remedy:
      'treat all texts alike: put them into the body unchanged, or throw a ConfigurationError for a role that the format does not have.',
    check(codec) {
      for (const text of awkwardTexts) for (const ask of otherPositions) expectUnchanged(codec, ask, text)
    },
  },
]

const userPositions: readonly AskWith[] = [
  (text) => ({ messages: turns([text, 'I see.', 'And now?']) }),
  (text) => ({ messages: turns(['Listen.', 'I do.', text]) }),
  (text) => ({ messages: [{ role: 'system', content: 'Few words.' }, ...turns([text])] }),
  (text) => ({ messages: [{ role: 'user', content: [{ type: 'text', text }] }] }),
]

const otherPositions: readonly AskWith[] = [
  (text) => ({ messages: [{ role: 'system', content: text }, ...turns(['Who are you?'])] }),
  (text) => ({ messages: turns(['Begin.', text, 'Go on.']) }),
]

function expectUnchanged(codec: TestedCodec, ask: AskWith, text: string): void {
  for (const context of contextsOf(codec)) {
    const isLost = (candidate: string): boolean => {
      const { body, refusal } = format(codec, ask(candidate), context)
      return refusal === undefined && !textsOf(body).some((found) => found.includes(candidate))
    }
    if (!isLost(text)) continue
    const short = shortest(text, isLost)
    const { body } = format(codec, ask(short), context)
    throw violation(codec, 'formatRequest', `changed the text ${show(short)}: ${show(body)}.`)
  }
}
