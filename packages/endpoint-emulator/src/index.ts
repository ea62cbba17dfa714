export { type EndpointEmulator, createEndpointEmulator } from './emulator.ts'
export { type RunningEndpointEmulator, startEndpointEmulator } from './start-emulator.ts'
export { type CloseOptions, type ListenOptions, type RunningServer, startServer } from './http/start-server.ts'
export { escapeLine, escapeText } from './terminal/escape-controls.ts'
export type {
  ContentFilter,
  EmulatedDeployment,
  EmulatedEndpoint,
  EmulatedModel,
  EndpointAuth,
  EndpointEmulatorOptions,
  NamedEndpoint,
} from './options/options.ts'
export type { ConversationRules } from './conversation-rules/conversation-rules.ts'
export type { EmulatedWorkspace } from './options/emulated-workspace.ts'
export type { EndpointImage } from './options/image-names.ts'
export type { ScoringScript } from './options/scoring-script.ts'
export type { BodyStep } from './http/response.ts'
export type { StreamHabits } from './openai-format/chat-dialect.ts'
export type { ReasoningStyle } from './engine/engine.ts'
export type { Fault } from './script/fault.ts'
export type { RequestConditions, RequestMatcher } from './script/matcher.ts'
export type { StreamPace } from './http/stream-pace.ts'
export type { RandomFaults } from './script/random-faults.ts'
export type { RecordedRequest } from './http/recorded-request.ts'
export type {
  RawBody,
  RawReply,
  Reply,
  ReplyResult,
  ScriptExit,
  ScriptedError,
  ScriptedReply,
  ScriptedToolCall,
} from './script/reply.ts'
export type { Upstream } from './engine/upstream.ts'
