import type { SharedV4Warning } from '@ai-sdk/provider'
import { type ChatRequest, ConfigurationError, type EmbeddingRequest, isFields } from '@azureml-endpoints/core'
import { type FailedCall, toAISDKError } from '../from-core/errors.ts'
import { type Reduced, removeFromHistory } from './conversation/refused-history.ts'
import { withSchemaInPrompt } from './schema-prompt.ts'

/** A request, how to send it, and how to remove unsupported settings from it. */
export interface Attempt<Request, Answer> {
  readonly request: Request
  /** Receives a warning for each setting that was removed. */
  readonly warnings: SharedV4Warning[]
  readonly remove: (request: Request, setting: string) => Reduced<Request> | undefined
  readonly send: (request: Request) => Promise<Answer>
  readonly call: FailedCall
}

/** Sends a request. Settings that its formatter rejects, which happens before anything is sent, are removed with a warning. */
export async function sendSupported<Request, Answer>(attempt: Attempt<Request, Answer>): Promise<Answer> {
  let { request } = attempt
  for (;;) {
    try {
      return await attempt.send(request)
    } catch (error) {
      const setting = ConfigurationError.isInstance(error) ? error.setting : undefined
      const reduced = setting === undefined ? undefined : attempt.remove(request, setting)
      if (reduced === undefined) throw toAISDKError(error, attempt.call)
      attempt.warnings.push({ type: 'unsupported', feature: reduced.feature, details: (error as Error).message })
      request = reduced.request
    }
  }
}

/** Removes a setting from a chat request; returns `undefined` if the setting is required. */
export function removeChatSetting(request: ChatRequest, setting: string): Reduced<ChatRequest> | undefined {
  if (setting.startsWith('messages[')) return removeFromHistory(request, setting)
  const name = /^\w*/.exec(setting)?.[0] as keyof ChatRequest
  const feature = features[name]
  // Already removed: trying again would loop forever.
  if (feature === undefined || request[name] === undefined) return undefined
  // An invalid schema is a mistake of the program, not something that the formatter lacks.
  if (/^tools\[\d+\]\.name/.test(setting) || isInvalidSchema(request, setting)) return undefined
  // A part of a schema that cannot be enforced can still be sent.
  if (setting.endsWith('.strict') || /^tools\[\d+\]\.parameters/.test(setting)) return removeStrict(request, setting)
  if (name === 'responseFormat') return { feature, request: withSchemaInPrompt(request) }
  if (name === 'stop' && setting !== 'stop') return withoutStop(request, indexIn(setting))
  if (name !== 'tools') return { feature, request: { ...request, [name]: undefined } }
  const at = indexIn(setting)
  const tools = at === undefined ? [] : (request.tools ?? []).filter((_, index) => index !== at)
  return { feature, request: tools.length > 0 ? { ...request, tools } : withoutTools(request) }
}

/** Removes the request to enforce a schema, of a tool or of the answer, and nothing else. */
function removeStrict(request: ChatRequest, setting: string): Reduced<ChatRequest> | undefined {
  const { tools, responseFormat } = request
  if (responseFormat?.type === 'json' && setting === 'responseFormat.strict' && responseFormat.strict !== undefined) {
    return { feature: setting, request: { ...request, responseFormat: { ...responseFormat, strict: undefined } } }
  }
  const at = indexIn(setting) ?? -1
  const tool = tools?.[at]
  if (tool?.strict === undefined) return undefined
  const changed = tools?.with(at, { ...tool, strict: undefined })
  return { feature: `strict of tool ${tool.name}`, request: { ...request, tools: changed } }
}

/** Returns the index of the tool or the stop sequence that a setting names. */
function indexIn(setting: string): number | undefined {
  const index = /^\w+\[(\d+)\]/.exec(setting)?.[1]
  return index === undefined ? undefined : Number(index)
}

/** Removes one of several stop sequences. */
function withoutStop(request: ChatRequest, at: number | undefined): Reduced<ChatRequest> {
  const left = [request.stop ?? []].flat().filter((_, index) => index !== at)
  return { feature: 'stopSequences', request: { ...request, stop: left.length > 0 ? left : undefined } }
}

/**
 * Returns whether what was rejected in a schema is no schema, such as an object of a schema library, which must not get into the
 * prompt. Parameters of tools are invalid as a whole; a property of them may only be one that cannot be enforced.
 */
function isInvalidSchema({ responseFormat, tools }: ChatRequest, setting: string): boolean {
  const [owner, name, ...path] = setting.split('.')
  if (name === 'parameters') {
    return path.length === 0 || !isPlainObject(schemaAt(tools?.[indexIn(setting) ?? -1]?.parameters, path))
  }
  if (owner !== 'responseFormat' || name !== 'schema' || responseFormat?.type !== 'json') return false
  return !isPlainObject(schemaAt(responseFormat.schema ?? {}, path))
}

/** Finds a part of a schema by the names of properties and definitions, and by `items`, also within a union. */
function schemaAt(schema: unknown, [name, ...path]: readonly string[]): unknown {
  if (name === undefined || !isFields(schema)) return name === undefined ? schema : undefined
  const places = [schema['properties'], schema['$defs'], schema['definitions']].filter(isFields)
  const part =
    places.find((place) => Object.hasOwn(place, name))?.[name] ?? (name === 'items' ? schema['items'] : undefined)
  if (part !== undefined) return schemaAt(part, path)
  const choices = [schema['anyOf'], schema['oneOf'], schema['allOf']]
    .filter((list) => Array.isArray(list))
    .flat() as unknown[]
  return choices.map((choice) => schemaAt(choice, [name, ...path])).find((found) => found !== undefined)
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Removes a setting from an embedding request. */
export function removeEmbeddingSetting(
  request: EmbeddingRequest,
  setting: string,
): Reduced<EmbeddingRequest> | undefined {
  if ((setting !== 'dimensions' && setting !== 'inputType') || request[setting] === undefined) return undefined
  return { feature: setting, request: { ...request, [setting]: undefined } }
}

function withoutTools(request: ChatRequest): ChatRequest {
  return { ...request, tools: undefined, toolChoice: undefined }
}

/** The optional settings, with `ai`'s names for them. */
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
  parallelToolCalls: 'parallelToolCalls',
  logprobs: 'logprobs',
  topLogprobs: 'topLogprobs',
  logitBias: 'logitBias',
  user: 'user',
  tools: 'tools',
  toolChoice: 'toolChoice',
  responseFormat: 'responseFormat',
}
