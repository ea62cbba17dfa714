import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordedExchange } from '../../packages/core/src/testing/index.ts'
import { exchanges as cohere } from '../../packages/formatters-cohere/test/recorded-exchanges.ts'
import { exchanges as template } from '../../packages/formatter-template/test/recorded-exchanges.ts'
import {
  dedicatedExchanges,
  serverlessExchanges,
  streamedExchanges,
} from '../../packages/formatters-openai/test/recorded-exchanges.ts'
import { type Answer, streamedAnswer, wholeAnswer } from './answer.ts'
import { foreignAnswers } from './foreign-answers.ts'

/** The recorded answers of all formatters, of the endpoints that the emulator imitates, and of other services. */
export function answers(): readonly Answer[] {
  const recorded = [...dedicatedExchanges, ...serverlessExchanges, ...streamedExchanges, ...cohere, ...template]
  return [...recorded.flatMap(recordedAnswers), ...emulatedAnswers(), ...foreignAnswers]
}

type Recorded = Pick<RecordedExchange, 'name' | 'response' | 'events'> & Partial<Pick<RecordedExchange, 'expected'>>

function recordedAnswers({ name, response, events, expected }: Recorded): Answer[] {
  const { text, toolCalls = [] } = expected ?? {}
  const calls = toolCalls.map((call) => `${call.name} ${call.arguments}`)
  return [
    ...(response === undefined ? [] : [wholeAnswer({ name, text, calls }, response)]),
    ...(events === undefined ? [] : [streamedAnswer({ name: `${name}, streamed`, text, calls }, events)]),
  ]
}

interface Emulated {
  readonly id: string
  readonly title: string
  readonly request: { readonly path: string }
  readonly response: { readonly status: number; readonly body: unknown }
}

/** The answers that the emulator's images give to chats and prompts. */
function emulatedAnswers(): Answer[] {
  const file = join(import.meta.dirname, '../../packages/endpoint-emulator/test/fixtures/exchanges.json')
  const exchanges = JSON.parse(readFileSync(file, 'utf8')) as readonly Emulated[]
  return exchanges
    .filter(({ request, response }) => response.status === 200 && !/embeddings|info/.test(request.path))
    .map(({ id, title, response: { body } }) => {
      const said = { name: `${id}: ${title}`, text: isEmpty.has(id) ? '' : undefined, calls: [] }
      if (typeof body !== 'string') return wholeAnswer(said, body)
      return { name: said.name, text: said.text, calls: said.calls, body, contentType: 'text/event-stream' }
    })
}

/** The last chunk of a stream, and a completion that the content filter has cut: both have no text. */
const isEmpty: ReadonlySet<string> = new Set(['G03', 'G33'])
