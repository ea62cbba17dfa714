import { type ChatChunk, type ChatResponse, type FinishReason, requestIdIn } from '@azureml-endpoints/core'
import { providerName } from './content-blocks.ts'
import { jsonHazard } from '../untrusted/untrusted-json.ts'

/** What an answer's metadata says about where it came from. */
export interface Origin {
  /** The deployment that was asked for, where one was. */
  readonly deployment: string | undefined
  /** Stands in for the model's name where the endpoint does not send it. */
  readonly model: string
}

/** The metadata of a whole answer. */
export function responseMetadata(response: ChatResponse, origin: Origin): Record<string, unknown> {
  return {
    ...(response.id !== undefined && { id: response.id }),
    ...modelMetadata(response.model, origin),
    ...headerMetadata(response.headers, origin),
    ...finishMetadata(response),
    ...rawMetadata(response.raw),
  }
}

/** Names the model, under both of the names that LangChain's parts look for. */
export function modelMetadata(model: string | undefined, origin: Origin): Record<string, unknown> {
  const name = model || origin.model
  return { model_provider: providerName, model: name, model_name: name }
}

/** What the headers of an answer tell. */
export function headerMetadata(headers: Headers | undefined, { deployment }: Origin): Record<string, unknown> {
  const requestId = headers && requestIdIn(headers)
  const answering = headers?.get('azureml-model-deployment') ?? deployment
  return {
    ...(requestId !== undefined && { request_id: requestId }),
    ...(answering !== undefined && { deployment: answering }),
  }
}

/** Why the model stopped, in the words that LangChain's users know from OpenAI; the endpoint's own beside it where it differs. */
export function finishMetadata({
  finishReason,
  rawFinishReason,
}: Pick<ChatChunk, 'finishReason' | 'rawFinishReason'>): Record<string, unknown> {
  if (finishReason === undefined) return {}
  const word = finishReasonNames[finishReason] ?? finishReason
  return {
    finish_reason: word,
    ...(rawFinishReason !== undefined && rawFinishReason !== word && { raw_finish_reason: rawFinishReason }),
  }
}

/** What core leaves to those who look for it: the content filter's findings, log probabilities, and the system's fingerprint. */
export function rawMetadata(raw: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  if (!isFields(raw)) return found
  keep(found, 'prompt_filter_results', raw)
  keep(found, 'system_fingerprint', raw)
  const choice: unknown = Array.isArray(raw['choices']) ? raw['choices'][0] : undefined
  if (!isFields(choice)) return found
  keep(found, 'content_filter_results', choice)
  keep(found, 'logprobs', choice)
  return found
}

function keep(
  found: Record<string, unknown>,
  name: string,
  { [name]: value }: Readonly<Record<string, unknown>>,
): void {
  // LangChain copies and joins metadata by recursion, key by key.
  if (value !== undefined && value !== null && jsonHazard(value) === undefined) found[name] = value
}

const finishReasonNames: Partial<Record<FinishReason, string>> = {
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
