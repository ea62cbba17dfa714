import * as vitest from 'vitest'
import type { ContentFormatterBase } from '../formatter/formatter.ts'
import { answerDuties } from './answer-duties.ts'
import { type Duty, NothingToTest, perform, type TestedCodec, Violation } from './duty.ts'
import { apiTypesOf, formatterFault, recordingFault } from './formatter-duties.ts'
import { mediaDuties } from './media-duties.ts'
import { messageDuties } from './message-duties.ts'
import { modelKwargsDuties } from './model-kwargs-duties.ts'
import { parameterDuties } from './parameter-duties.ts'
import { purityDuties } from './purity-duties.ts'
import { dutiesOf } from './recorded-duties.ts'
import type { RecordedExchange } from './recorded-exchange.ts'
import { streamDuties } from './stream-duties.ts'
import { textDuties } from './text-duties.ts'
import { toolDuties } from './tool-duties.ts'

/**
 * Registers the tests that every formatter owes, one for each duty: call it at the top level of a vitest file, or inside a
 * `describe`. It knows no format: it looks for words of its own in the bodies, and compares answers with the recorded ones.
 * What a format cannot carry may be refused by a `ConfigurationError`, but never dropped.
 */
export function testContentFormatter(
  formatter: ContentFormatterBase | (new () => ContentFormatterBase),
  exchanges: readonly RecordedExchange[],
): void {
  const tested = typeof formatter === 'function' ? new formatter() : formatter
  const fault = formatterFault(tested)
  vitest.describe(`formatter "${String((tested as Partial<ContentFormatterBase> | undefined)?.name)}"`, () => {
    vitest.it('has a name, and a codec for each API type that it speaks', () => {
      if (fault !== undefined) throw new Violation(`${fault}\nWhat to do: ${shape}`)
    })
    if (fault !== undefined) return
    vitest.it('has a recorded exchange for each API type that it speaks', () => {
      const missing = recordingFault(tested, exchanges)
      if (missing !== undefined) throw new Violation(`${missing}\nWhat to do: ${recording}`)
    })
    for (const apiType of apiTypesOf(tested)) {
      const recorded = exchanges.filter((exchange) => exchange.apiType === apiType)
      vitest.describe(apiType, () => testCodec({ formatter: tested, apiType, exchanges: recorded }))
    }
  })
}

const shape =
  'extend ContentFormatterBase with a `name` and with `codecs: { dedicated?: ContentCodec, serverless?: ContentCodec }`; a codec has `formatRequest`, `parseResponse` and, if it streams, `openStream`.'

const recording = 'record one with `pnpm record:exchange` and pass it in the list of exchanges.'

function testCodec(codec: TestedCodec): void {
  for (const duty of [...generalDuties, ...codec.exchanges.flatMap(dutiesOf)]) {
    vitest.it(duty.title, async ({ skip }) => {
      try {
        await perform(duty, codec)
      } catch (error) {
        if (error instanceof NothingToTest) skip(error.message)
        throw error
      }
    })
  }
}

/** The duties that are no single exchange's; purity first, before anything can have stuck. */
export const generalDuties: readonly Duty[] = [
  ...purityDuties,
  ...messageDuties,
  ...textDuties,
  ...parameterDuties,
  ...modelKwargsDuties,
  ...toolDuties,
  ...mediaDuties,
  ...answerDuties,
  ...streamDuties,
]
