import type { ContentFormatterBase, FormatterOptions } from '@azureml-endpoints/core'
import { CohereContentFormatter, CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { AsyncCallerParams } from '@langchain/core/utils/async_caller'
import { failedAttemptHandler } from '../from-core/errors.ts'
import { clientFieldNames, defaultRetries, type EndpointFields, endpointPathFrom } from './endpoint-fields.ts'
import { type Names, rejectUnknown } from './known-names.ts'
import type { ModelParameters } from './model-parameters.ts'

/** The fields of embeddings and of reranking: core's options, and LangChain's own. */
export interface OperationFields
  extends
    Omit<EndpointFields, keyof ModelParameters | keyof FormatterOptions | 'stopSequences' | 'contentFormatter'>,
    Omit<AsyncCallerParams, 'maxRetries'> {
  /** The formatter of the deployed model family: an instance, or the class itself. @default by the path of the URL */
  readonly contentFormatter?: EndpointFields['contentFormatter'] | undefined
}

/** Rejects unknown fields of a constructor; `own` are those that only this class has. */
export function rejectUnknownOperationFields(fields: object, own: readonly string[]): void {
  const names: Names = { own: new Set([...endpointFields, ...own]), framework: frameworkFields }
  rejectUnknown(fields, names, {})
}

const endpointFields = [...clientFieldNames, 'apiKey', 'model', 'modelName']

/** Options may be shared with core's client, which alone calls `onRetry`. */
const frameworkFields: ReadonlySet<string> = new Set(['maxConcurrency', 'onFailedAttempt', 'onRetry'])

/** Returns what LangChain's caller needs. */
export function callerParams({ maxConcurrency, maxRetries, onFailedAttempt }: OperationFields): AsyncCallerParams {
  return {
    ...(maxConcurrency !== undefined && { maxConcurrency }),
    maxRetries: maxRetries ?? defaultRetries,
    onFailedAttempt: failedAttemptHandler(onFailedAttempt),
  }
}

/** Returns the formatter as an instance: as passed, or by the path of the URL, of which only Cohere's tell its format. */
export function operationFormatter(
  fields: OperationFields,
  otherwise: new () => ContentFormatterBase,
): ContentFormatterBase {
  const { contentFormatter } = fields
  if (typeof contentFormatter === 'function') return new contentFormatter()
  if (contentFormatter !== undefined) return contentFormatter
  const path = endpointPathFrom(fields)
  if (/\/v1\/(?:embed|rerank)$/.test(path)) return new CohereContentFormatter()
  return /\/v2\/(?:embed|rerank)$/.test(path) ? new CohereV2ContentFormatter() : new otherwise()
}

/** The formatter of embeddings at other URLs. */
export const defaultEmbeddingFormatter: new () => ContentFormatterBase = CustomOpenAIChatContentFormatter

/** The formatter of reranking at other URLs. */
export const defaultRerankFormatter: new () => ContentFormatterBase = CohereV2ContentFormatter
