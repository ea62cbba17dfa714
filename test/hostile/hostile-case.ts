import type { Exchange } from './server/exchange.ts'
import type { SecretKindName } from './search/secret-kinds.ts'
import type { FormatterName } from './calls/formatters.ts'

/** The subjects that the cases are counted by. */
export type Group =
  | 'secrets echoed in errors'
  | 'secrets echoed in metadata'
  | 'floods'
  | 'depth, counts and sizes'
  | 'broken protocol'
  | 'redirects'
  | 'wrong types'
  | 'strange texts'
  | 'terminal and log injection'
  | 'waits asked for'
  | 'other formatters'
  | 'embeddings'

/** What a client is set up with for a case. */
export interface Setup {
  /** Which secret the endpoint is told, and echoes. @default 'key' */
  readonly secret?: SecretKindName
  /** @default 'openai' */
  readonly formatter?: FormatterName
  /** @default 'serverless' */
  readonly apiType?: 'dedicated' | 'serverless'
  /** @default 0 */
  readonly maxRetries?: number
  /** How many calls are made at once. @default 1 */
  readonly calls?: number
  /** Milliseconds after which the caller's signal ends the call. @default 1500 */
  readonly patience?: number
}

/** What is allowed to a call, beyond what is allowed to all. */
export interface Allowance {
  /** The caller's own signal may be what ends the call: the endpoint sends forever, and no byte of it is wrong. */
  readonly endsBySignal?: boolean
  /** The answer may hold the secret in what the model says; only metadata is looked through. */
  readonly secretInContent?: boolean
  /** `fetch` itself sends the request once more, as its standard has it for a 421. */
  readonly isResentByFetch?: boolean
  /** The endpoint is silent for most of the time, so that several calls can be waited for at once. */
  readonly isIdle?: boolean
  /** A connection that stays open is no leak: the answer was complete, and may be kept alive. */
  readonly keepsConnection?: boolean
  /** MiB that the heap may grow by while the call is under way; not measured where it is absent. */
  readonly heapGrowth?: number
}

/** One way in which an endpoint misbehaves. */
export interface HostileCase {
  readonly group: Group
  /** Unique within all cases. */
  readonly name: string
  /** Answers a request, by whatever bytes. */
  readonly answer: (exchange: Exchange) => Promise<void> | void
  readonly setup?: Setup
  readonly allowance?: Allowance
}
