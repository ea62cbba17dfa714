import type { UIMessage } from 'ai'

/** What a person chose in the form; the key of an endpoint is not among it, since it stays on the server. */
export interface PlaygroundSettings {
  /** The embedded endpoint, or the one that the form named. */
  readonly endpoint: 'embedded' | 'own'
  readonly apiType: ApiType
  readonly formatter: string
  readonly entryPoint: EntryPoint
  readonly system: string
  readonly temperature?: number | undefined
  readonly maxTokens?: number | undefined
  readonly reasoningEffort?: 'low' | 'medium' | 'high' | undefined
  /** Whether the model is offered the playground's tools. */
  readonly tools: boolean
  /** The JSON Schema that the answer has to fit; empty for free text. */
  readonly schema: string
  /** What goes wrong with the embedded endpoint. */
  readonly mishap: Mishap
}

/** The kinds of endpoint, in core's words. */
export type ApiType = 'dedicated' | 'serverless'

/** The ways into the library. */
export type EntryPoint = 'core' | 'LangChain' | 'AI SDK'

/** What the embedded endpoint can be told to do wrong, once. */
export type Mishap = 'none' | 'overloaded' | 'wrong-key' | 'model-error' | 'broken-stream'

/** An endpoint that the form named, as the page may know it: without its key. */
export interface OwnEndpoint {
  readonly url: string
  readonly apiType: ApiType
  readonly deploymentName?: string | undefined
}

/** What the page is told at its start. */
export interface PlaygroundSession {
  readonly formatters: readonly FormatterSummary[]
  readonly endpoint?: OwnEndpoint | undefined
}

/** A formatter that can be chosen. */
export interface FormatterSummary {
  readonly name: string
  readonly label: string
  readonly apiTypes: readonly ApiType[]
  /** The path of an invocation URL, by API type. */
  readonly paths: Readonly<Partial<Record<ApiType, string>>>
  /** The class and the package that it comes from, for code. */
  readonly className: string
  readonly packageName: string
}

/** Something that happened on the wire, in milliseconds since the call began. */
export type WireEvent = { readonly at: number } & (
  | {
      readonly kind: 'request'
      readonly url: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: unknown
    }
  | { readonly kind: 'response'; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'retry'; readonly attempt: number; readonly delayMs: number; readonly message: string }
  | { readonly kind: 'received'; readonly text: string }
  | { readonly kind: 'read'; readonly method: 'parseResponse' | 'openStream'; readonly result: unknown }
  | { readonly kind: 'end'; readonly finishReason?: string | undefined }
)

/** Why a call failed, for a person. */
export interface Failure {
  readonly name: string
  readonly message: string
  readonly status?: number | undefined
  readonly modelStatus?: number | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  readonly setting?: string | undefined
  readonly causes: readonly string[]
}

/** A message of the playground's chat. */
export type PlaygroundMessage = UIMessage<unknown, { wire: WireEvent; failure: Failure }>

/** How a formatter would send a conversation, or why it cannot. */
export interface Preview {
  readonly formatter: string
  readonly apiType: ApiType
  readonly body?: unknown
  readonly refusal?: string | undefined
}
