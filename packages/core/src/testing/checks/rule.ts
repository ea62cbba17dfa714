import type { AzureMLEndpointApiType } from '../../messages/api-type.ts'
import type { ContentFormatterBase } from '../../formatter/formatter.ts'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'

/** A rule that every formatter has to keep. */
export interface Rule {
  /** The rule as a sentence about the formatter, without its subject. */
  readonly title: string
  /** What an author does about a violation. */
  readonly remedy: string
  /** Throws a `Violation` when the rule is broken, or `NothingToTest` when no recorded exchange shows it. */
  check(codec: TestedCodec): void | Promise<void>
}

/** The codec of a formatter that is checked against the rules. */
export interface TestedCodec {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
  /** The exchanges recorded for its API type. */
  readonly exchanges: readonly RecordedExchange[]
}

/** A broken rule: which method of the codec did what. */
export class Violation extends Error {
  override name = 'Violation'
}

/** Thrown by a rule that cannot be checked because no recorded exchange shows it. */
export class NothingToTest extends Error {
  override name = 'NothingToTest'
}

/** Makes the violation of a method. */
export function violation(
  { formatter, apiType }: Pick<TestedCodec, 'formatter' | 'apiType'>,
  method: 'formatRequest' | 'parseResponse' | 'openStream',
  what: string,
): Violation {
  return new Violation(`\`${method}\` of formatter "${String(formatter.name)}" (${apiType}) ${what}`)
}

/** Checks a codec against a rule; the error says which rule was broken, by what, and what to do. */
export async function checkRule(rule: Rule, codec: TestedCodec): Promise<void> {
  try {
    await rule.check(codec)
  } catch (error) {
    if (error instanceof NothingToTest) throw error
    const what = error instanceof Error ? error.message : String(error)
    throw new Violation(`A formatter ${rule.title}. ${what}\nWhat to do: ${rule.remedy}`, { cause: error })
  }
}

/** Shows a value in a message. */
export function show(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // Something that contains itself: its kind has to do.
  }
  text ??= typeof value === 'object' ? 'an object that JSON cannot carry' : String(value)
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}
