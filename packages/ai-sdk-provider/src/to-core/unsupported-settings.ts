import type { SharedV4Warning } from '@ai-sdk/provider'
import { type ChatRequest, ConfigurationError, type EmbeddingRequest } from '@azureml-endpoints/core'
import { type FailedCall, toAISDKError } from '../from-core/errors.ts'
import { withSchemaInPrompt } from './schema-prompt.ts'

/** A request without the setting that its formatter cannot carry, and how `ai` names that setting. */
export interface Reduced<Request> {
  readonly request: Request
  readonly feature: string
}

/** A request to be sent, and how it gives way. */
export interface Attempt<Request, Answer> {
  readonly request: Request
  /** Takes the warnings of settings that had to go. */
  readonly warnings: SharedV4Warning[]
  readonly without: (request: Request, setting: string) => Reduced<Request> | undefined
  readonly send: (request: Request) => Promise<Answer>
  readonly call: FailedCall
}

/** Sends a request, without the settings that its formatter cannot carry: it says so before anything is sent. */
export async function sendSupportedSettings<Request, Answer>(attempt: Attempt<Request, Answer>): Promise<Answer> {
  let { request } = attempt
  for (;;) {
    try {
      return await attempt.send(request)
    } catch (error) {
      const setting = error instanceof ConfigurationError ? error.setting : undefined
      const reduced = setting === undefined ? undefined : attempt.without(request, setting)
      if (reduced === undefined) throw toAISDKError(error, attempt.call)
      attempt.warnings.push({ type: 'unsupported', feature: reduced.feature, details: (error as Error).message })
      request = reduced.request
    }
  }
}

/** Takes a setting out of a chat request; `undefined` when it is none that an answer can do without. */
export function removeChatSetting(request: ChatRequest, setting: string): Reduced<ChatRequest> | undefined {
  const name = /^\w*/.exec(setting)?.[0] as keyof ChatRequest
  const feature = features[name]
  // Gone already: taking it out again would go on for ever.
  if (feature === undefined || request[name] === undefined) return undefined
  if (name === 'responseFormat') return { feature, request: withSchemaInPrompt(request) }
  if (name !== 'tools') return { feature, request: { ...request, [name]: undefined } }
  const at = /^tools\[(\d+)\]/.exec(setting)?.[1]
  const tools = at === undefined ? [] : (request.tools ?? []).filter((_, index) => index !== Number(at))
  return { feature, request: tools.length > 0 ? { ...request, tools } : withoutTools(request) }
}

/** Takes a setting out of an embedding request. */
export function removeEmbeddingSetting(
  request: EmbeddingRequest,
  setting: string,
): Reduced<EmbeddingRequest> | undefined {
  if (setting !== 'dimensions' || request.dimensions === undefined) return undefined
  return { feature: 'dimensions', request: { ...request, dimensions: undefined } }
}

function withoutTools(request: ChatRequest): ChatRequest {
  return { ...request, tools: undefined, toolChoice: undefined }
}

/** What an answer can do without, by the names that `ai` has for it. */
const features: Partial<Record<keyof ChatRequest, string>> = {
  temperature: 'temperature',
  topP: 'topP',
  topK: 'topK',
  maxTokens: 'maxOutputTokens',
  stop: 'stopSequences',
  seed: 'seed',
  presencePenalty: 'presencePenalty',
  frequencyPenalty: 'frequencyPenalty',
  reasoningEffort: 'reasoning',
  tools: 'tools',
  toolChoice: 'toolChoice',
  responseFormat: 'responseFormat',
}
