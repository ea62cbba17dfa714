import type { StreamHabits } from './chat/chat-dialect.ts'
import type { ReasoningStyle } from './engines/engine.ts'
import type { Fault } from './script/fault.ts'
import type { StreamPace } from './chat/pace.ts'
import type { RandomFaults } from './script/random-faults.ts'
import type { RecordedRequest } from './server/recorded-request.ts'
import type { Reply } from './script/reply.ts'
import type { Upstream } from './engines/upstream-engine.ts'

/** What answers inside an endpoint. */
export interface EmulatedModel {
  /** The model's name in answers. @default 'azureml-emulator' */
  readonly model?: string | undefined
  /** Answers in order; where none fits, the upstream or the deterministic engine answers. */
  readonly replies?: readonly Reply[] | undefined
  /** An OpenAI-compatible server whose model answers: its base URL, such as `http://localhost:11434/v1`, or more. */
  readonly upstream?: string | Upstream | undefined
  /** Whether the deterministic engine thinks aloud, and where. @default 'off', or 'field' when `reasoning_effort` is asked */
  readonly reasoning?: ReasoningStyle | undefined
  /** Varies the deterministic answers. @default 0 */
  readonly seed?: number | undefined
  /** How streams are cut into writes. */
  readonly pace?: StreamPace | undefined
  /** Milliseconds the model thinks before its answer. @default 0 */
  readonly latencyMs?: number | undefined
  /** Milliseconds after which a managed endpoint gives up with 408. @default 180_000 */
  readonly requestTimeoutMs?: number | undefined
}

/** A deployment that can be called by name. */
export interface EmulatedDeployment extends EmulatedModel {
  readonly name: string
  /** Its share of the requests that name no deployment. @default 0 when another deployment has traffic, else equal shares */
  readonly traffic?: number | undefined
  /** Whether a replica is ready. @default 'ready' */
  readonly state?: 'ready' | 'not-ready' | undefined
}

/** What stands behind an endpoint, and so which routes it has and how it words things. */
export type EndpointImage = 'classic' | 'foundation' | 'huggingface' | 'serverless' | 'foundry' | 'prompt-flow'

/** Who may call an endpoint. */
export interface EndpointAuth {
  /** What has to be sent; 'none' answers callers without a key or token too. @default 'key' */
  readonly mode?: 'key' | 'aml_token' | 'aad_token' | 'none' | undefined
  /** The keys or tokens that are accepted. @default any but an empty one; a JWT must also be unexpired and meant for the host */
  readonly accept?: string | readonly string[] | undefined
  /** Tokens that were good once. */
  readonly expired?: readonly string[] | undefined
}

/** One endpoint: what is behind it, who may call it, and what goes wrong. */
export interface EmulatedEndpoint extends EmulatedModel {
  /** @default a dedicated `/score` and the serverless and Foundry routes side by side */
  readonly image?: EndpointImage | undefined
  /** The key or keys; the short form of `auth`, which is used alone where both are given. @default any key; a request without one gets 401, as from Azure */
  readonly apiKey?: string | readonly string[] | undefined
  readonly auth?: EndpointAuth | undefined
  /** The deployments that exist. @default any name that is asked for */
  readonly deployments?: readonly EmulatedDeployment[] | undefined
  /** Faults in order; the first that fits befalls the request. */
  readonly faults?: readonly Fault[] | ((request: RecordedRequest) => Fault | undefined) | undefined
  /** Faults by chance, the same for the same seed. */
  readonly randomFaults?: RandomFaults | undefined
  /** Requests that a managed endpoint's instance works on; beyond twice as many it answers 429. @default no limit */
  readonly maxConcurrentRequestsPerInstance?: number | undefined
  /** @default 1 */
  readonly instanceCount?: number | undefined
  /** Requests in one second before 429. @default no limit */
  readonly requestsPerSecond?: number | undefined
  /** What happens to parameters beyond the model-inference API. @default 'error', on `/v1` and managed routes 'pass-through' */
  readonly extraParameters?: 'error' | 'drop' | 'pass-through' | undefined
  /** Parameters that the model refuses with 422. */
  readonly unsupportedParameters?: readonly string[] | undefined
  /** Words that the content filter stops. */
  readonly contentFilter?: ContentFilter | undefined
  /** What this endpoint's streams are like, where that is not the host's habit. */
  readonly streamHabits?: StreamHabits | undefined
  /** Whether a prompt flow can stream. @default true */
  readonly flowStreams?: boolean | undefined
  /** Numbers in an embedding when the caller names no `dimensions`. @default 64 */
  readonly embeddingDimensions?: number | undefined
}

/** An endpoint beside the first, reached under `/<name>/…` or by a host name whose first label is its name. */
export interface NamedEndpoint extends EmulatedEndpoint {
  readonly name: string
}

/** Words that the content filter stops. */
export interface ContentFilter {
  /** Prompts that contain one of these are refused. */
  readonly prompt?: readonly string[] | undefined
  /** Answers are cut before the first of these. */
  readonly completion?: readonly string[] | undefined
}

/** What the emulator is started with: the first endpoint, further ones, and the server itself. */
export interface EndpointEmulatorOptions extends EmulatedEndpoint {
  /** Further endpoints in the same process. */
  readonly endpoints?: readonly NamedEndpoint[] | undefined
  /**
   * The address to listen on. One that is not loopback (`0.0.0.0`, `::`, an address of the network) opens the emulator
   * to everybody who reaches it. @default '127.0.0.1'
   */
  readonly host?: string | undefined
  /** The port; 0 for a free one. @default 0 */
  readonly port?: number | undefined
  /** Bytes a request body may have before 413. @default 16 MiB */
  readonly maxRequestBytes?: number | undefined
  /** How many requests `requests` keeps, the newest, but no more than 64 Mi characters of bodies. @default 1_000 */
  readonly maxRecordedRequests?: number | undefined
  /** Called once each request has been answered. */
  readonly onAnswer?: ((request: RecordedRequest, milliseconds: number) => void) | undefined
}
