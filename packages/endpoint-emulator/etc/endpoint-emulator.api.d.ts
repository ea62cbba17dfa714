import "hono";
import "@hono/node-server";
import { RequestListener } from "node:http";
interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly text: string;
  readonly time: Date;
  readonly endpoint?: string | undefined;
  deployment?: string | undefined;
  status?: number | undefined;
}
type RequestMatcher = RequestConditions | ((request: RecordedRequest) => boolean);
interface RequestConditions {
  readonly method?: string | undefined;
  readonly path?: string | RegExp | undefined;
  readonly text?: string | RegExp | undefined;
  readonly model?: string | undefined;
  readonly deployment?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly stream?: boolean | undefined;
  readonly headers?: Readonly<Record<string, string | RegExp>> | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}
interface Fault {
  readonly when?: RequestMatcher | undefined;
  readonly times?: number | undefined;
  readonly status?: number | undefined;
  readonly modelStatus?: number | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly retryAfter?: number | string | undefined;
  readonly firstByteDelayMs?: number | undefined;
  readonly bodyDelayMs?: number | undefined;
  readonly trickle?: {
    readonly bytes: number;
    readonly delayMs: number;
  } | undefined;
  readonly stallAtByte?: number | undefined;
  readonly reset?: "before-headers" | "after-headers" | {
    readonly atByte: number;
  } | undefined;
  readonly endAtByte?: number | undefined;
  readonly insert?: {
    readonly afterEvents: number;
    readonly text: string;
  } | undefined;
}
interface EmulatedWorkspace {
  readonly subscriptionId?: string | undefined;
  readonly resourceGroupName?: string | undefined;
  readonly workspaceName?: string | undefined;
  readonly endpointName?: string | undefined;
  readonly accept?: string | readonly string[] | undefined;
  readonly deniedActions?: readonly string[] | undefined;
  readonly tokenSeconds?: number | undefined;
  readonly pageSize?: number | undefined;
  readonly faults?: readonly Fault[] | undefined;
}
declare const provisioningStates: readonly ["Creating", "Deleting", "Succeeded", "Failed", "Updating", "Canceled"];
type ProvisioningState = (typeof provisioningStates)[number];
declare const imageNames: readonly ["classic", "foundation", "huggingface", "score-script", "serverless", "foundry", "prompt-flow"];
type EndpointImage = (typeof imageNames)[number];
interface ScoringScript {
  readonly input?: "text" | "request" | undefined;
  readonly sample?: Readonly<Record<string, unknown>> | undefined;
  readonly optional?: readonly string[] | undefined;
  readonly output?: unknown;
  readonly timeoutMs?: number | undefined;
}
type ReasoningStyle = "off" | "field" | "tags";
type ConversationRules = "mistral" | "deepseek";
interface StreamHabits {
  readonly usage?: "last-chunk" | "when-asked" | "null-until-last" | "every-chunk" | "never" | undefined;
  readonly emptyFirstChoices?: boolean | undefined;
  readonly done?: boolean | undefined;
  readonly burst?: boolean | undefined;
  readonly nullRole?: boolean | undefined;
  readonly lineBreak?: "\n" | "\r\n" | "\r" | undefined;
}
type BodyStep = string | Uint8Array | {
  readonly delayMs: number;
} | {
  readonly reset: true;
} | {
  readonly stall: true;
};
interface StreamPace {
  readonly eventsPerWrite?: number | undefined;
  readonly bytesPerWrite?: number | undefined;
  readonly delayMs?: number | undefined;
}
interface RandomFaults {
  readonly seed?: number | undefined;
  readonly rate?: number | undefined;
  readonly faults?: readonly Fault[] | undefined;
}
type Reply = string | ScriptedReply | ((request: RecordedRequest) => ReplyResult | Promise<ReplyResult>);
type ReplyResult = string | ScriptedReply | undefined;
interface ScriptedReply {
  readonly when?: RequestMatcher | undefined;
  readonly times?: number | undefined;
  readonly text?: string | undefined;
  readonly pieces?: readonly string[] | undefined;
  readonly reasoning?: string | undefined;
  readonly toolCalls?: readonly ScriptedToolCall[] | undefined;
  readonly finishReason?: string | undefined;
  readonly usage?: {
    readonly inputTokens: number;
    readonly outputTokens: number;
  } | undefined;
  readonly model?: string | undefined;
  readonly embedding?: readonly number[] | undefined;
  readonly pace?: StreamPace | undefined;
  readonly prerender?: boolean | undefined;
  readonly error?: ScriptedError | undefined;
  readonly returns?: unknown;
  readonly response?: RawReply | undefined;
  readonly exits?: ScriptExit | undefined;
  readonly raw?: RawReply | undefined;
  readonly fault?: Fault | undefined;
  readonly latencyMs?: number | undefined;
}
type ScriptExit = "sys.exit" | "process";
interface ScriptedToolCall {
  readonly id?: string | undefined;
  readonly name: string;
  readonly arguments?: unknown;
}
interface ScriptedError {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly body?: unknown;
}
interface RawReply {
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: RawBody | undefined;
}
type RawBody = string | Uint8Array | readonly BodyStep[] | {
  readonly json: unknown;
};
interface Upstream {
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly model?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
interface EmulatedModel {
  readonly model?: string | undefined;
  readonly replies?: readonly Reply[] | undefined;
  readonly modelId?: string | undefined;
  readonly upstream?: string | Upstream | undefined;
  readonly reasoning?: ReasoningStyle | undefined;
  readonly seed?: number | undefined;
  readonly conversationRules?: ConversationRules | undefined;
  readonly pace?: StreamPace | undefined;
  readonly latencyMs?: number | undefined;
  readonly requestTimeoutMs?: number | undefined;
}
interface EmulatedDeployment extends EmulatedModel {
  readonly name: string;
  readonly traffic?: number | undefined;
  readonly state?: "ready" | "not-ready" | undefined;
  readonly provisioningState?: ProvisioningState | undefined;
}
interface EndpointAuth {
  readonly mode?: "key" | "aml_token" | "aad_token" | "none" | undefined;
  readonly accept?: string | readonly string[] | undefined;
  readonly expired?: readonly string[] | undefined;
}
interface EmulatedEndpoint extends EmulatedModel {
  readonly image?: EndpointImage | undefined;
  readonly edge?: boolean | undefined;
  readonly script?: ScoringScript | undefined;
  readonly apiKey?: string | readonly string[] | undefined;
  readonly auth?: EndpointAuth | undefined;
  readonly provisioningState?: ProvisioningState | undefined;
  readonly deployments?: readonly EmulatedDeployment[] | undefined;
  readonly faults?: readonly Fault[] | ((request: RecordedRequest) => Fault | undefined) | undefined;
  readonly randomFaults?: RandomFaults | undefined;
  readonly maxConcurrentRequestsPerInstance?: number | undefined;
  readonly instanceCount?: number | undefined;
  readonly requestsPerSecond?: number | undefined;
  readonly extraParameters?: "error" | "drop" | "pass-through" | undefined;
  readonly unsupportedParameters?: readonly string[] | undefined;
  readonly contentFilter?: ContentFilter | undefined;
  readonly streamHabits?: StreamHabits | undefined;
  readonly flowStreams?: boolean | undefined;
  readonly flowOutputs?: Readonly<Record<string, unknown>> | undefined;
  readonly embeddingDimensions?: number | undefined;
}
interface NamedEndpoint extends EmulatedEndpoint {
  readonly name: string;
}
interface ContentFilter {
  readonly prompt?: readonly string[] | undefined;
  readonly completion?: readonly string[] | undefined;
}
interface EndpointEmulatorOptions extends EmulatedEndpoint {
  readonly endpoints?: readonly NamedEndpoint[] | undefined;
  readonly workspace?: EmulatedWorkspace | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly maxRequestBytes?: number | undefined;
  readonly maxRecordedRequests?: number | undefined;
  readonly onAnswer?: ((request: RecordedRequest, milliseconds: number) => void) | undefined;
}
interface EndpointEmulator {
  readonly fetch: typeof fetch;
  readonly requests: readonly RecordedRequest[];
  readonly reply: (replies: Reply | readonly Reply[], endpoint?: string) => void;
  readonly fail: (faults: Fault | readonly Fault[], endpoint?: string) => void;
}
declare function createEndpointEmulator(options?: EndpointEmulatorOptions): EndpointEmulator;
interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly loopback: boolean;
  readonly close: (options?: CloseOptions) => Promise<void>;
}
interface ListenOptions {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}
interface CloseOptions {
  readonly graceMs?: number | undefined;
}
declare function startServer(listener: RequestListener, options?: ListenOptions): Promise<RunningServer>;
interface RunningEndpointEmulator extends EndpointEmulator, RunningServer {
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}
declare function startEndpointEmulator(options?: EndpointEmulatorOptions): Promise<RunningEndpointEmulator>;
declare function escapeText(text: string): string;
declare function escapeLine(text: string): string;
export { type BodyStep, type CloseOptions, type ContentFilter, type ConversationRules, type EmulatedDeployment, type EmulatedEndpoint, type EmulatedModel, type EmulatedWorkspace, type EndpointAuth, type EndpointEmulator, type EndpointEmulatorOptions, type EndpointImage, type Fault, type ListenOptions, type NamedEndpoint, type RandomFaults, type RawBody, type RawReply, type ReasoningStyle, type RecordedRequest, type Reply, type ReplyResult, type RequestConditions, type RequestMatcher, type RunningEndpointEmulator, type RunningServer, type ScoringScript, type ScriptExit, type ScriptedError, type ScriptedReply, type ScriptedToolCall, type StreamHabits, type StreamPace, type Upstream, createEndpointEmulator, escapeLine, escapeText, startEndpointEmulator, startServer };