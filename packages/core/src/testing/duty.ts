import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import type { ContentFormatterBase } from '../formatter/formatter.ts'
import type { RecordedExchange } from './recorded-exchange.ts'

/** Something that every formatter owes its users. */
export interface Duty {
  /** The duty as a sentence about the formatter, without its subject. */
  readonly title: string
  /** What an author does about a violation. */
  readonly remedy: string
  /** Throws a `Violation` when the duty is broken, or `NothingToTest` when no recorded exchange shows it. */
  check(codec: TestedCodec): void | Promise<void>
}

/** The codec of a formatter that is held against its duties. */
export interface TestedCodec {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
  /** The exchanges recorded for its API type. */
  readonly exchanges: readonly RecordedExchange[]
}

/** A broken duty: which method of the codec did what. */
export class Violation extends Error {
  override name = 'Violation'
}

/** A duty that cannot be tested, for want of a recorded exchange. */
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

/** Holds a codec against a duty; the error says which duty was broken, by what, and what to do. */
export async function perform(duty: Duty, codec: TestedCodec): Promise<void> {
  try {
    await duty.check(codec)
  } catch (error) {
    if (error instanceof NothingToTest) throw error
    const what = error instanceof Error ? error.message : String(error)
    throw new Violation(`A formatter ${duty.title}. ${what}\nWhat to do: ${duty.remedy}`, { cause: error })
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
