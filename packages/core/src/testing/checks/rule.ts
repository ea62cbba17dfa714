import type { AzureMLEndpointApiType } from '../../messages/api-type.ts'
import type { ContentFormatterBase } from '../../formatter/formatter.ts'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'

/** A rule that every formatter has to follow. */
export interface Rule<Tested = TestedCodec> {
  /** The rule as a sentence about the formatter, without its subject. */
  readonly title: string
  /** How to fix a violation, for the author of the formatter. */
  readonly remedy: string
  /** Throws a `Violation` if the rule is broken, or `NothingToTest` if no recorded exchange covers it. */
  check(codec: Tested): void | Promise<void>
}

/** A codec of a formatter, to be checked against the rules. */
export interface TestedCodec {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
  /** The exchanges recorded for its API type. */
  readonly exchanges: readonly RecordedExchange[]
}

/** A broken rule: which method of the codec did what wrong. */
export class Violation extends Error {
  override name = 'Violation'
}

/** Thrown by a rule that cannot be checked because no recorded exchange covers it. */
export class NothingToTest extends Error {
  override name = 'NothingToTest'
}

/** Creates the violation of a method. */
export function violation(
  { formatter, apiType }: Pick<TestedCodec, 'formatter' | 'apiType'>,
  method: 'formatRequest' | 'parseResponse' | 'openStream',
  problem: string,
): Violation {
  return new Violation(`\`${method}\` of formatter "${String(formatter.name)}" (${apiType}) ${problem}`)
}

/** Checks a codec against a rule; the error says which rule was broken, how, and what to do. */
export async function checkRule<Tested>(rule: Rule<Tested>, codec: Tested): Promise<void> {
  try {
    await rule.check(codec)
  } catch (error) {
    if (error instanceof NothingToTest) throw error
    const problem = error instanceof Error ? error.message : String(error)
    throw new Violation(`A formatter ${rule.title}. ${problem}\nWhat to do: ${rule.remedy}`, { cause: error })
  }
}

/** Formats a value for a message. */
export function show(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // A circular reference: only its type is shown.
  }
  text ??= typeof value === 'object' ? 'an object that JSON cannot represent' : String(value)
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}
