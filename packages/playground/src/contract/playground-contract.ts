import type { UIMessage } from 'ai'

/** The settings in the form. They do not include the endpoint's key, which stays on the server. */
export interface PlaygroundSettings {
  /** The embedded endpoint, or the user's own. */
  readonly endpoint: 'embedded' | 'own'
  /** Which of the user's own endpoints. @default the current one */
  readonly endpointId?: string | undefined
  /** The deployment to call. @default the endpoint's */
  readonly deploymentName?: string | undefined
  readonly apiType: ApiType
  readonly formatter: string
  readonly entryPoint: EntryPoint
  readonly system: string
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly maxTokens?: number | undefined
  /** Texts at which the model stops; empty for none. */
  readonly stop: readonly string[]
  readonly seed?: number | undefined
  readonly reasoningEffort?: 'low' | 'medium' | 'high' | undefined
  /** Whether the request includes the playground's tools. */
  readonly tools: boolean
  /** The JSON Schema that the answer must match; empty for free text. */
  readonly schema: string
  /** The fault that the embedded endpoint simulates. */
  readonly fault: SimulatedFault
}

/** The API types, as in core. */
export type ApiType = 'dedicated' | 'serverless'

/** All API types. */
export const apiTypes: readonly ApiType[] = ['dedicated', 'serverless']

/** The clients of the library: core and the two adapters. */
export type EntryPoint = 'core' | 'LangChain' | 'AI SDK'

/** All clients. */
export const entryPoints: readonly EntryPoint[] = ['core', 'LangChain', 'AI SDK']

/** A fault that the embedded endpoint simulates for one request. */
export type SimulatedFault = 'none' | 'overloaded' | 'wrong-key' | 'model-error' | 'broken-stream'

/** The user's own endpoint, without its key. */
export interface OwnEndpoint {
  /** The invocation URL. */
  readonly url: string
  /** Whether the endpoint is dedicated or serverless. */
  readonly apiType: ApiType
  /** The deployment to call. @default what the traffic rules of the endpoint choose */
  readonly deploymentName?: string | undefined
}

/** An endpoint whose key the server has. */
export interface ConnectedEndpoint extends OwnEndpoint {
  readonly id: string
}

/** What the page fetches on load. */
export interface PlaygroundSession {
  readonly formatters: readonly FormatterSummary[]
  /** The current endpoint. */
  readonly endpoint?: ConnectedEndpoint | undefined
  /** All endpoints that were entered in this browser session, the current one first. */
  readonly endpoints: readonly ConnectedEndpoint[]
  /** An endpoint of the command line or the environment that only lacks its key. */
  readonly proposal?: OwnEndpoint | undefined
}

/** A formatter in the list of choices. */
export interface FormatterSummary {
  readonly name: string
  readonly label: string
  readonly apiTypes: readonly ApiType[]
  /** The path of the invocation URL, by API type. */
  readonly paths: Paths
  /** The paths for embeddings; absent if the format has none. */
  readonly embeddingPaths?: Paths | undefined
  /** The paths for reranking; absent if the format has none. */
  readonly rerankingPaths?: Paths | undefined
  /** The class and its package, for the code samples. */
  readonly className: string
  readonly packageName: string
  /** The options of the instance, for the code samples; absent if it has none. */
  readonly options?: Readonly<Record<string, number>> | undefined
  /** The deployment, for formats that are served on Foundry resources only, which read its name from the body. */
  readonly deploymentName?: string | undefined
}

/** The path of the invocation URL, by API type. */
type Paths = Readonly<Partial<Record<ApiType, string>>>

/** An event on the wire; `at` is in milliseconds since the start of the call. */
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
  | { readonly kind: 'parsed'; readonly method: 'parseResponse' | 'openStream'; readonly result: unknown }
  | { readonly kind: 'end'; readonly finishReason?: string | undefined }
)

/** Why a call failed. */
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
export type PlaygroundMessage = UIMessage<MessageMetadata | undefined, { wire: WireEvent; failure: Failure }>

/** What the page records about an answer. */
export interface MessageMetadata {
  /** The call that it is the answer of, while the page is open. */
  readonly callId?: string | undefined
  readonly outcome: Outcome
  readonly totalMs?: number | undefined
  readonly firstTokenMs?: number | undefined
  readonly tokensPerSecond?: number | undefined
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly finishReason?: string | undefined
}

/** How a call ended: with an answer, stopped by the user, or with a failure. */
export type Outcome = 'answered' | 'stopped' | 'failed'

/** The body that a formatter would send for a conversation, or why it cannot. */
export interface Preview {
  readonly formatter: string
  readonly apiType: ApiType
  readonly body?: unknown
  readonly problem?: string | undefined
}

/** A request that would be sent, with secrets redacted. */
export interface RequestDraft {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}
