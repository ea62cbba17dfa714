import { type AzureMLEndpointClient, ConfigurationError, type EmbeddingInputTypes } from '@azureml-endpoints/core'
import { Embeddings } from '@langchain/core/embeddings'
import { withRetries } from './endpoint/attempts.ts'
import { createClient } from './endpoint/core-client.ts'
import {
  callerParams,
  defaultEmbeddingFormatter,
  type OperationFields,
  operationFormatter,
  rejectUnknownOperationFields,
} from './settings/operation-fields.ts'

/** The fields of `AzureMLEmbeddings`. */
export interface AzureMLEmbeddingsFields extends OperationFields {
  /**
   * The formatter of the deployed model family: an instance, or the class itself.
   * @default by the path: `CohereV2ContentFormatter` for `/v2/embed`, `CohereContentFormatter` for `/v1/embed`;
   * `CustomOpenAIChatContentFormatter`, which sends OpenAI's body, for all others
   */
  readonly contentFormatter?: OperationFields['contentFormatter']
  /** How many texts are sent in one request. @default 96, or fewer if the formatter says so */
  readonly batchSize?: number | undefined
  /** The length of each vector, if the model lets you choose. @default the model's */
  readonly dimensions?: number | undefined
  /**
   * What all vectors are for, in the words of the model, such as Cohere's `clustering`.
   * @default the formatter's, if it has any: Cohere's are `search_document` for documents and `search_query` for queries
   */
  readonly inputType?: string | undefined
}

/**
 * Embeddings of a model on an Azure Machine Learning online endpoint.
 * @throws ConfigurationError when fields are missing, or contradict each other or the URL.
 */
export class AzureMLEmbeddings extends Embeddings {
  /** How many texts are sent in one request. */
  readonly batchSize: number
  /** The length of each vector, if it was chosen. */
  readonly dimensions: number | undefined
  readonly #client: AzureMLEndpointClient
  readonly #inputTypes: Partial<EmbeddingInputTypes>

  constructor(fields: AzureMLEmbeddingsFields = {}) {
    // A subclass may have fields of its own.
    if (new.target === AzureMLEmbeddings) rejectUnknownOperationFields(fields, ownFields)
    super(callerParams(fields))
    const contentFormatter = operationFormatter(fields, defaultEmbeddingFormatter)
    this.#client = createClient(fields, contentFormatter)
    const { inputTypes = {}, maxValues } = contentFormatter.embeddingCodecs?.[this.#client.apiType] ?? {}
    const { inputType } = fields
    this.#inputTypes = inputType === undefined ? inputTypes : { document: inputType, query: inputType }
    this.batchSize = batchSizeOf(fields, maxValues)
    this.dimensions = fields.dimensions
  }

  /** Returns a vector for each document, in the same order. The first request that fails cancels the others. */
  async embedDocuments(documents: string[]): Promise<number[][]> {
    const starts = Array.from({ length: Math.ceil(documents.length / this.batchSize) }, (_, index) => index)
    const batches = starts.map((index) => documents.slice(index * this.batchSize, (index + 1) * this.batchSize))
    const controller = new AbortController()
    try {
      const vectors = await Promise.all(
        batches.map((values) => this.#embed(values, this.#inputTypes.document, controller.signal)),
      )
      return vectors.flat()
    } catch (error) {
      controller.abort(error)
      throw error
    }
  }

  /** Returns the vector of a text to search with. */
  async embedQuery(text: string): Promise<number[]> {
    const [vector = []] = await this.#embed([text], this.#inputTypes.query)
    return vector
  }

  #embed(values: readonly string[], inputType: string | undefined, signal?: AbortSignal): Promise<number[][]> {
    const request = { values, dimensions: this.dimensions, inputType }
    return withRetries(this.caller, { signal }, async (options) => {
      const { embeddings } = await this.#client.embed(request, options)
      return embeddings
    })
  }
}

const ownFields = ['batchSize', 'dimensions', 'inputType']

/** The lowest limit of the common models. */
const defaultBatchSize = 96

function batchSizeOf({ batchSize }: AzureMLEmbeddingsFields, maxValues = Infinity): number {
  if (batchSize === undefined) return Math.min(defaultBatchSize, maxValues)
  if (Number.isInteger(batchSize) && batchSize > 0 && batchSize <= maxValues) return batchSize
  const limit = maxValues === Infinity ? 'above 0' : `from 1 to ${maxValues}, which is the limit of the model`
  throw new ConfigurationError(`\`batchSize\` is ${String(batchSize)}; it must be a whole number ${limit}.`, {
    setting: 'batchSize',
  })
}
