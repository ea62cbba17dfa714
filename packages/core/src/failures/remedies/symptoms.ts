import type { ApiNames } from '../../errors/api-names.ts'
import type { AzureMLEndpointApiType } from '../../messages/api-type.ts'

/** The facts about a failure that determine its remedy. */
export interface Symptoms {
  readonly status: number
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly message: string
  readonly url: URL
  readonly apiType: AzureMLEndpointApiType
  /** The `name` of the formatter. */
  readonly formatter: string
  readonly headers: Headers
  readonly names: ApiNames
}

/** When a remedy applies, and what it advises. */
export type Remedy = readonly [
  applies: (symptoms: Symptoms) => boolean,
  advice: string | ((symptoms: Symptoms) => string),
]

/** Returns the code and the message, each on a line: `.` and a space in a pattern do not match the break between them. */
export function wordsOf({ code = '', message }: Pick<Symptoms, 'code' | 'message'>): string {
  return `${code}\n${message}`
}

/** Matches the code or the message. */
export function mentions(pattern: RegExp): Remedy[0] {
  return (symptoms) => pattern.test(wordsOf(symptoms))
}

/** Matches the status, or the model's status that the endpoint hides behind 424. */
export function hasStatus(...statuses: readonly number[]): Remedy[0] {
  return ({ status, modelStatus }) => statuses.includes(modelStatus ?? status)
}

/** Begins the advice to set an option of the formatter, which adapters create themselves. */
export function formatterWith({ formatterOwner = 'formatter' }: ApiNames): string {
  return `Create the ${formatterOwner} with`
}
