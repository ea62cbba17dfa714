export { type EndpointEmulator, createEndpointEmulator } from './emulator.ts'
export { type RunningEndpointEmulator, startEndpointEmulator } from './start-emulator.ts'
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
export type { BodyStep } from './answer.ts'
export type { StreamHabits } from './chat-dialect.ts'
export type { ReasoningStyle } from './engine.ts'
export type { Fault } from './fault.ts'
export type { RequestConditions, RequestMatcher } from './matcher.ts'
export type { StreamPace } from './pace.ts'
export type { RandomFaults } from './random-faults.ts'
export type { RecordedRequest } from './recorded-request.ts'
export type { RawBody, RawReply, Reply, ReplyResult, ScriptedError, ScriptedReply, ScriptedToolCall } from './reply.ts'
export type { Upstream } from './upstream-engine.ts'
