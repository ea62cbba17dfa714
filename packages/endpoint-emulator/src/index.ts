export { type EndpointEmulator, createEndpointEmulator } from './emulator.ts'
export { type CloseOptions, type RunningEndpointEmulator, startEndpointEmulator } from './start-emulator.ts'
export { guardLoopback, isBoundToLoopback } from './loopback/loopback-guard.ts'
export { escapeLine, escapeText } from './escape-controls.ts'
export type {
  ContentFilter,
  EmulatedDeployment,
  EmulatedEndpoint,
  EmulatedModel,
  EndpointAuth,
  EndpointEmulatorOptions,
  EndpointImage,
  NamedEndpoint,
} from './options.ts'
export type { BodyStep } from './server/answer.ts'
export type { StreamHabits } from './chat/chat-dialect.ts'
export type { ReasoningStyle } from './engines/engine.ts'
export type { Fault } from './script/fault.ts'
export type { RequestConditions, RequestMatcher } from './script/matcher.ts'
export type { StreamPace } from './chat/pace.ts'
export type { RandomFaults } from './script/random-faults.ts'
export type { RecordedRequest } from './server/recorded-request.ts'
export type {
  RawBody,
  RawReply,
  Reply,
  ReplyResult,
  ScriptedError,
  ScriptedReply,
  ScriptedToolCall,
} from './script/reply.ts'
export type { Upstream } from './engines/upstream-engine.ts'
