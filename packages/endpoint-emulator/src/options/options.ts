import type { EmulatedWorkspace, ProvisioningState } from './emulated-workspace.ts'
import type { EndpointImage } from './image-names.ts'
import type { ScoringScript } from './scoring-script.ts'
import type { ConversationRules } from '../conversation-rules/conversation-rules.ts'
import type { StreamHabits } from '../openai-format/chat-dialect.ts'
import type { ReasoningStyle } from '../engine/engine.ts'
import type { Fault } from '../script/fault.ts'
import type { StreamPace } from '../http/stream-pace.ts'
import type { RandomFaults } from '../script/random-faults.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import type { Reply } from '../script/reply.ts'
import type { Upstream } from '../engine/upstream.ts'

/** The model behind an endpoint or a deployment. */
export interface EmulatedModel {
  /** The model's name in responses. @default 'azureml-emulator', or the upstream's `model` */
  readonly model?: string | undefined
  /** Replies in order; if none matches a request, the upstream or the deterministic engine answers. */
  readonly replies?: readonly Reply[] | undefined
  /**
   * The asset id of the model, as the control plane shows it: `azureml://registries/azureml/models/Phi-4/versions/7`.
   * @default none
   */
  readonly modelId?: string | undefined
  /**
   * An OpenAI-compatible server whose model answers: its base URL, such as `http://localhost:11434/v1`, or an object with
   * more settings.
   * @default the deterministic engine
   */
  readonly upstream?: string | Upstream | undefined
  /** Where the deterministic engine puts reasoning. @default 'off', or 'field' if the request has `reasoning_effort` */
  readonly reasoning?: ReasoningStyle | undefined
  /** Varies the answers of the deterministic engine. @default 0 */
  readonly seed?: number | undefined
  /**
   * Rejects conversations that the API of this family of models rejects, in its words: roles out of order, tool calls without
   * results, ids of another form, thoughts that were not sent back.
   * @default none
   */
  readonly conversationRules?: ConversationRules | undefined
  /** How streams are cut into writes. */
  readonly pace?: StreamPace | undefined
  /** Milliseconds before the model answers. @default 0 */
  readonly latencyMs?: number | undefined
  /** Milliseconds after which a managed endpoint responds with 408. @default 180_000 */
  readonly requestTimeoutMs?: number | undefined
}

/** A deployment that can be called by name; its settings override those of the endpoint. */
export interface EmulatedDeployment extends EmulatedModel {
  /** The name, as in the header `azureml-model-deployment`. */
  readonly name: string
  /**
   * Its share of the requests that name no deployment, relative to the others.
   * @default 0 if another deployment has `traffic`, else equal shares
   */
  readonly traffic?: number | undefined
  /** Whether a replica is ready; if not, a managed endpoint responds with 424. @default 'ready' */
  readonly state?: 'ready' | 'not-ready' | undefined
  /** The state that the control plane shows. @default 'Succeeded' */
  readonly provisioningState?: ProvisioningState | undefined
}

/** Who may call an endpoint. */
export interface EndpointAuth {
  /** What callers authenticate with: a key, an Azure ML token, or a Microsoft Entra token; 'none' accepts requests without any. @default 'key' */
  readonly mode?: 'key' | 'aml_token' | 'aad_token' | 'none' | undefined
  /** The keys or tokens that are accepted. @default any but an empty one; with tokens, a JWT is still checked for expiry and audience */
  readonly accept?: string | readonly string[] | undefined
  /** Tokens to reject as expired. */
  readonly expired?: readonly string[] | undefined
}

/** An endpoint: the model behind it, who may call it, and its faults. */
export interface EmulatedEndpoint extends EmulatedModel {
  /** What runs behind the endpoint. @default a dedicated `/score` combined with the serverless and Foundry routes */
  readonly image?: EndpointImage | undefined
  /**
   * Whether Azure's edge stands before the container of a managed endpoint: authentication, traffic rules, request ids, time
   * and rate limits, and 424 for the container's own failures. Without it, the container answers as on `localhost`.
   * @default true
   */
  readonly edge?: boolean | undefined
  /** What the scoring script of the image `score-script` declares. */
  readonly script?: ScoringScript | undefined
  /** The key or keys that are accepted; a short form of `auth`, which overrides it. @default any key; a request without one gets a 401, as from Azure */
  readonly apiKey?: string | readonly string[] | undefined
  /** Who may call the endpoint. @default anyone with a key */
  readonly auth?: EndpointAuth | undefined
  /** The state that the control plane shows. @default 'Succeeded' */
  readonly provisioningState?: ProvisioningState | undefined
  /** The deployments that exist, at least one; each has its own name. @default any name */
  readonly deployments?: readonly EmulatedDeployment[] | undefined
  /** Faults in order, the first that matches a request is applied; or a function that chooses one. */
  readonly faults?: readonly Fault[] | ((request: RecordedRequest) => Fault | undefined) | undefined
  /** Random faults, reproducible by their seed. */
  readonly randomFaults?: RandomFaults | undefined
  /**
   * Requests that each instance of a managed endpoint handles at once. As many again are queued; more get a 429.
   * @default no limit
   */
  readonly maxConcurrentRequestsPerInstance?: number | undefined
  /** The number of instances, which multiplies `maxConcurrentRequestsPerInstance`. @default 1 */
  readonly instanceCount?: number | undefined
  /** Requests per second before a 429. @default no limit */
  readonly requestsPerSecond?: number | undefined
  /**
   * What happens to parameters that the model-inference API does not have. The header `extra-parameters` overrides it.
   * @default 'error', on `/v1` and managed routes 'pass-through'
   */
  readonly extraParameters?: 'error' | 'drop' | 'pass-through' | undefined
  /** Parameters that the model rejects with 422. */
  readonly unsupportedParameters?: readonly string[] | undefined
  /** Words that the content filter blocks. */
  readonly contentFilter?: ContentFilter | undefined
  /** How this endpoint streams, where that differs from the host's habits. */
  readonly streamHabits?: StreamHabits | undefined
  /** Whether a prompt flow can stream. @default true */
  readonly flowStreams?: boolean | undefined
  /** The outputs of a prompt flow besides `answer`; a stream sends them first. @default none */
  readonly flowOutputs?: Readonly<Record<string, unknown>> | undefined
  /** The length of embeddings if the request has no `dimensions`. @default 64 */
  readonly embeddingDimensions?: number | undefined
}

/** An additional endpoint. It is called under `/<name>/…`, or with a host name whose first label is its name. */
export interface NamedEndpoint extends EmulatedEndpoint {
  /** The name: letters, digits and dashes, starting with a letter. It must be unique. */
  readonly name: string
}

/** Words that the content filter blocks. */
export interface ContentFilter {
  /** Prompts that contain one of these are rejected. */
  readonly prompt?: readonly string[] | undefined
  /** Answers are cut before the first of these, with the finish reason `content_filter`. */
  readonly completion?: readonly string[] | undefined
}

/** The options of an emulator: the first endpoint, further ones, and the server itself. */
export interface EndpointEmulatorOptions extends EmulatedEndpoint {
  /** Further endpoints in the same process. */
  readonly endpoints?: readonly NamedEndpoint[] | undefined
  /**
   * Serves Azure's control plane below `/subscriptions`: the endpoints of a workspace, their deployments, keys and tokens.
   * Anyone with a token that it accepts can list the keys.
   * @default none
   */
  readonly workspace?: EmulatedWorkspace | undefined
  /**
   * The address to listen on. An address that is not loopback (`0.0.0.0`, `::`, a network address) opens the emulator to
   * anyone who can reach it. @default '127.0.0.1'
   */
  readonly host?: string | undefined
  /** The port; 0 for any free one. @default 0 */
  readonly port?: number | undefined
  /** The maximum size of a request body in bytes; a larger one gets a 413. @default 16 MiB */
  readonly maxRequestBytes?: number | undefined
  /** How many of the newest requests `requests` keeps, up to 64 Mi characters of bodies. @default 1_000 */
  readonly maxRecordedRequests?: number | undefined
  /** Called after each response, also one that the client did not wait for, with its request and the milliseconds it took. */
  readonly onAnswer?: ((request: RecordedRequest, milliseconds: number) => void) | undefined
}
