import { type ChatChunk, type ChatResponse, type FinishReason, requestIdIn, jsonHazard } from '@azureml-endpoints/core'
import { providerName } from './content-blocks.ts'

/** Where an answer came from, for its metadata. */
export interface Origin {
  /** The deployment that was called by name, if any. */
  readonly deployment: string | undefined
  /** The model's name if the endpoint does not send one. */
  readonly model: string
}

/** Returns the metadata of a complete answer. */
export function responseMetadata(response: ChatResponse, origin: Origin): Record<string, unknown> {
  return {
    ...(response.id !== undefined && { id: response.id }),
    ...modelMetadata(response.model, origin),
    ...headerMetadata(response.headers, origin),
    ...finishMetadata(response),
    ...rawMetadata(response.raw),
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

/** Returns what only the raw answer contains: content filter results, log probabilities and the system fingerprint. */
export function rawMetadata(raw: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  if (!isFields(raw)) return found
  copyIfSafe(found, 'prompt_filter_results', raw)
  copyIfSafe(found, 'system_fingerprint', raw)
  const choice: unknown = Array.isArray(raw['choices']) ? raw['choices'][0] : undefined
  if (!isFields(choice)) return found
  copyIfSafe(found, 'content_filter_results', choice)
  copyIfSafe(found, 'logprobs', choice)
  return found
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

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
