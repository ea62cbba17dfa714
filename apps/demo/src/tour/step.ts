import type { AzureMLEndpointApiType, EndpointOptions, RequestEvent, RetryEvent } from '@azureml-endpoints/core'
import type { RunningEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'

/** One thing that the tour shows. */
export interface Step {
  /** The name, as in `pnpm demo <name>`; also the name of its file. */
  readonly name: string
  /** A one-line description of what it shows. */
  readonly shows: string
  /** Whether it needs the embedded endpoint even if a real one is set, such as to script faults. @default false */
  readonly needsEmulator?: boolean | undefined
  readonly runs: readonly Run[]
}

/** The run of a step with one client, and the API types that it runs on. */
export interface Run {
  readonly entryPoint: EntryPoint
  readonly apiTypes: readonly AzureMLEndpointApiType[]
  readonly run: (stage: StepContext) => Promise<void>
}

/** A client of the library: core or one of the adapters. */
export type EntryPoint = 'core' | 'LangChain' | 'AI SDK'

/** What a step gets. */
export interface StepContext {
  /** The endpoint to call; `{}` reads it from the environment. */
  readonly endpoint: EndpointAddress
  readonly question: string
  /** The embedded endpoint itself, for steps that script its behaviour. */
  readonly emulator: RunningEndpointEmulator
  readonly show: Show
}

/** The options that identify an endpoint. */
export type EndpointAddress = Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'endpointApiKey'>

/** Where a step reports what happens. */
export interface Show {
  /** Shows a request, with the key redacted; can be passed as `onRequest`. */
  readonly request: (event: RequestEvent) => void
  /** Shows a failed attempt that will be retried; can be passed as `onRetry`. */
  readonly retry: (event: RetryEvent) => void
  /** Shows a chunk of the answer's text. */
  readonly text: (chunk: string | undefined) => void
  /** Shows a chunk of the reasoning. */
  readonly reasoning: (chunk: string | undefined) => void
  /** Shows anything else that is worth a line. */
  readonly note: (line: string) => void
  /** Records the finish reason, if there is one. */
  readonly finish: (reason: unknown) => void
  readonly usage: (usage: TokenCounts | undefined) => void
}

/** Token counts as reported by the endpoint, with the field names of core and the AI SDK, or of LangChain. */
export interface TokenCounts {
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly input_tokens?: number | undefined
  readonly output_tokens?: number | undefined
}
