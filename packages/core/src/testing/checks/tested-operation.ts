import type { AzureMLEndpointApiType } from '../../messages/api-type.ts'
import type { EmbeddingRequest } from '../../messages/embedding.ts'
import type { RerankRequest } from '../../messages/rerank.ts'
import type { ContentFormatterBase } from '../../formatter/formatter.ts'
import type { RequestContext } from '../../formatter/request-context.ts'
import type { RecordedEmbedding, RecordedReranking } from '../exchanges/recorded-operations.ts'
import { copyOf } from '../values/json-copy.ts'
import { describe, type Formatted, isConfigurationError, isPromise, kindOf } from './format.ts'
import { show, Violation } from './rule.ts'

/** A codec for embeddings or for reranking, to be checked against the rules. */
export interface TestedOperation {
  readonly formatter: ContentFormatterBase
  readonly apiType: AzureMLEndpointApiType
  readonly operation: 'embed' | 'rerank'
  /** The exchanges recorded for its API type. */
  readonly exchanges: readonly (RecordedEmbedding | RecordedReranking)[]
}

/** A request of either operation. */
export type OperationRequest = EmbeddingRequest | RerankRequest

interface OperationCodec {
  formatRequest(request: object, context: RequestContext): unknown
  parseResponse(body: unknown): unknown
}

/** Creates the violation of a method. */
export function operationViolation(
  { formatter, apiType, operation }: TestedOperation,
  method: 'formatRequest' | 'parseResponse',
  problem: string,
): Violation {
  const member = operation === 'embed' ? 'embeddingCodecs' : 'rerankCodecs'
  return new Violation(`\`${member}.${apiType}.${method}\` of formatter "${String(formatter.name)}" ${problem}`)
}

/** Creates a request with texts: those to embed, or a query and the documents after it. */
export function requestWith(tested: TestedOperation, texts: readonly string[], rest: object = {}): OperationRequest {
  if (tested.operation === 'rerank') {
    const [query = '', ...documents] = texts
    return { query, documents, ...rest }
  }
  const { inputTypes } = tested.formatter.embeddingCodecs?.[tested.apiType] ?? {}
  return { values: texts, ...(inputTypes && { inputType: inputTypes.document }), ...rest }
}

/** Formats copies of a request and a context; anything other than a body or a `ConfigurationError` is a violation. */
export function formatOperation(
  tested: TestedOperation,
  request: OperationRequest,
  context: Partial<RequestContext> = {},
): Formatted {
  const formatted = formatOperationRaw(tested, copyOf(request), operationContext(tested, copyOf(context)))
  if (formatted.refusal !== undefined) return formatted
  try {
    return { body: JSON.parse(JSON.stringify(formatted.body)) as unknown }
  } catch (error) {
    const problem = `returned a body that JSON cannot represent: ${describe(error)}`
    throw operationViolation(tested, 'formatRequest', problem)
  }
}

/** Like `formatOperation`, but passes the arguments without copying them and returns the body unchanged. */
export function formatOperationRaw(
  tested: TestedOperation,
  request: OperationRequest,
  context: RequestContext,
): Formatted {
  let body: unknown
  try {
    body = codecOf(tested).formatRequest(request, context)
  } catch (error) {
    if (isConfigurationError(error)) return { refusal: error }
    const problem = `threw ${describe(error)} It may throw only a ConfigurationError.`
    throw operationViolation(tested, 'formatRequest', problem)
  }
  if (typeof body === 'object' && body !== null && !isPromise(body)) return { body }
  const returned = isPromise(body) ? 'a promise' : kindOf(body)
  throw operationViolation(tested, 'formatRequest', `returned ${returned} instead of a body.`)
}

/** Formats a request that no codec may refuse. */
export function formatOperationAlways(
  tested: TestedOperation,
  request: OperationRequest,
  context: Partial<RequestContext> = {},
): unknown {
  const { body, refusal } = formatOperation(tested, request, context)
  if (refusal === undefined) return body
  const hint = refusal.setting === 'inputType' ? ' If it needs an input type, name those it has as `inputTypes`.' : ''
  const problem = `refused a request that every formatter must support: ${refusal.message}${hint}`
  throw operationViolation(tested, 'formatRequest', problem)
}

/** Has a codec parse an answer. It may throw, but not return a promise or nothing. */
export function readOperation(
  tested: TestedOperation,
  body: unknown,
): { readonly parsed?: object; readonly error?: unknown } {
  let parsed: unknown
  try {
    parsed = codecOf(tested).parseResponse(body)
  } catch (error) {
    return { error }
  }
  if (typeof parsed === 'object' && parsed !== null && !isPromise(parsed)) return { parsed }
  const returned = isPromise(parsed) ? 'a promise' : kindOf(parsed)
  throw operationViolation(tested, 'parseResponse', `returned ${returned} for ${show(body)}.`)
}

/** Completes a context; its URL is that of a recorded exchange, if one has a URL. */
export function operationContext(
  { apiType, operation, exchanges }: TestedOperation,
  context: Partial<RequestContext>,
): RequestContext {
  const recorded = exchanges.find((exchange) => exchange.context?.url !== undefined)?.context?.url
  const route = operation === 'embed' ? 'embeddings' : 'rerank'
  const url =
    apiType === 'dedicated'
      ? 'https://my-endpoint.westeurope.inference.ml.azure.com/score'
      : `https://my-endpoint.westeurope.models.ai.azure.com/v1/${route}`
  return { stream: false, modelKwargs: {}, ...context, apiType, url: new URL(context.url ?? recorded ?? url) }
}

/** It is looked up each time, as in the client. */
function codecOf({ formatter, apiType, operation }: TestedOperation): OperationCodec {
  const codec = operation === 'embed' ? formatter.embeddingCodecs?.[apiType] : formatter.rerankCodecs?.[apiType]
  if (codec !== undefined) return codec
  throw new Violation(`There is no codec for ${operation} on ${apiType}.`)
}
