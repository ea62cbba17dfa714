import type { AzureMLEndpointApiType, EndpointOptions, RequestEvent, RetryEvent } from '@azureml-endpoints/core'
import type { RunningEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'

/** One thing that the tour shows. */
export interface Step {
  /** What `pnpm demo <name>` runs; also the name of its file. */
  readonly name: string
  /** What it shows, in one line. */
  readonly shows: string
  /** Whether it needs the embedded endpoint even where a real one is named, as it scripts what goes wrong. @default false */
  readonly needsEmulator?: boolean | undefined
  readonly runs: readonly Run[]
}

/** One way into the library, and the API types on which a step takes it. */
export interface Run {
  readonly entryPoint: EntryPoint
  readonly apiTypes: readonly AzureMLEndpointApiType[]
  readonly run: (stage: Stage) => Promise<void>
}

/** A way into the library. */
export type EntryPoint = 'core' | 'LangChain' | 'AI SDK'

/** What a step is given. */
export interface Stage {
  /** Where the model lives; `{}` leaves it to the environment. */
  readonly endpoint: EndpointAddress
  readonly question: string
  /** The embedded endpoint itself, for steps that script what it does. */
  readonly emulator: RunningEndpointEmulator
  readonly show: Show
}

/** Where a model lives. */
export type EndpointAddress = Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'endpointApiKey'>

/** Where a step puts what it sees. */
export interface Show {
  /** A request as it leaves, its key redacted; made to be passed as `onRequest`. */
  readonly request: (event: RequestEvent) => void
  /** A failed attempt that is repeated; made to be passed as `onRetry`. */
  readonly retry: (event: RetryEvent) => void
  /** A piece of the answer. */
  readonly text: (piece: string | undefined) => void
  /** A piece of the reasoning before it. */
  readonly reasoning: (piece: string | undefined) => void
  /** Anything else worth a line. */
  readonly note: (line: string) => void
  /** Why the model stopped, where it says so. */
  readonly finish: (reason: unknown) => void
  readonly usage: (usage: TokenCounts | undefined) => void
}

/** Tokens spent, as far as the endpoint counts them: in core's and the AI SDK's words, or in LangChain's. */
export interface TokenCounts {
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly input_tokens?: number | undefined
  readonly output_tokens?: number | undefined
}
