import {
  type AnswerExtras,
  type ChatChunk,
  type ChatResponse,
  type FinishReason,
  jsonHazard,
  requestIdIn,
  type ToolCall,
  isFields,
} from '@azureml-endpoints/core'
import { providerName } from './content-blocks.ts'
import { providerMetadata, setOwn } from './provider-data.ts'

/** Where an answer came from, for its metadata. */
export interface Origin {
  /** The deployment that was called by name, if any. */
  readonly deployment: string | undefined
  /** The model's name if the endpoint does not send one. */
  readonly model: string
  /** Whether messages contain the endpoint's raw answer. @default false */
  readonly includesRaw?: boolean
}

/** Returns the metadata of a complete answer. */
export function responseMetadata(response: ChatResponse, origin: Origin): Record<string, unknown> {
  return {
    ...(response.id !== undefined && { id: response.id }),
    ...modelMetadata(response.model, origin),
    ...headerMetadata(response.headers, origin),
    ...finishMetadata(response),
    ...addFilterMetadata({}, response.raw),
    ...serviceMetadata(response),
    ...providerMetadata({ message: response.providerData, toolCalls: callData(response.toolCalls) }),
  }
}

/** Returns the model's name under both of the keys that LangChain reads. */
export function modelMetadata(model: string | undefined, origin: Origin): Record<string, unknown> {
  const name = model || origin.model
  return { model_provider: providerName, model: name, model_name: name }
}

/** Returns the metadata in the headers of an answer. */
export function headerMetadata(headers: Headers | undefined, { deployment }: Origin): Record<string, unknown> {
  const requestId = headers && requestIdIn(headers)
  const answeredBy = headers?.get('azureml-model-deployment') ?? deployment
  return {
    ...(requestId !== undefined && { request_id: requestId }),
    ...(answeredBy !== undefined && { deployment: answeredBy }),
  }
}

/** Returns the finish reason under OpenAI's name, and also the endpoint's own if it differs. */
export function finishMetadata({
  finishReason,
  rawFinishReason,
}: Pick<ChatChunk, 'finishReason' | 'rawFinishReason'>): Record<string, unknown> {
  if (finishReason === undefined) return {}
  const name = finishReasonNames[finishReason] ?? finishReason
  return {
    finish_reason: name,
    ...(rawFinishReason !== undefined && rawFinishReason !== name && { raw_finish_reason: rawFinishReason }),
  }
}

/** Returns what is known of how an answer was made, under the names that LangChain's OpenAI models use. */
export function serviceMetadata(extras: AnswerExtras): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  if (extras.createdAt !== undefined) found['created'] = secondsOf(extras.createdAt)
  if (extras.serviceTier !== undefined) found['service_tier'] = extras.serviceTier
  if (extras.systemFingerprint !== undefined) found['system_fingerprint'] = extras.systemFingerprint
  copyIfSafe(found, 'logprobs', extras as Readonly<Record<string, unknown>>)
  return found
}

/** Returns the seconds since 1970, as OpenAI counts. */
export function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}

/** Adds the results of content filters, which only the raw answer contains. */
export function addFilterMetadata(found: Record<string, unknown>, raw: unknown): Record<string, unknown> {
  if (!isFields(raw)) return found
  copyIfSafe(found, 'prompt_filter_results', raw)
  const choice: unknown = Array.isArray(raw['choices']) ? raw['choices'][0] : undefined
  if (isFields(choice)) copyIfSafe(found, 'content_filter_results', choice)
  return found
}

function callData(calls: readonly ToolCall[]): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  for (const { id, providerData } of calls) if (providerData !== undefined) setOwn(data, id, providerData)
  return data
}

function copyIfSafe(
  found: Record<string, unknown>,
  name: string,
  { [name]: value }: Readonly<Record<string, unknown>>,
): void {
  // LangChain copies and merges metadata recursively.
  if (value !== undefined && value !== null && jsonHazard(value) === undefined) found[name] = value
}

const finishReasonNames: Partial<Record<FinishReason, string>> = {
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
}
