import { type AzureMLEndpointClient, ConfigurationError } from '@azureml-endpoints/core'
import type { DocumentInterface } from '@langchain/core/documents'
import { Document } from '@langchain/core/documents'
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors'
import { AsyncCaller } from '@langchain/core/utils/async_caller'
import { withRetries } from './endpoint/attempts.ts'
import { createClient } from './endpoint/core-client.ts'
import {
  callerParams,
  defaultRerankFormatter,
  type OperationFields,
  operationFormatter,
  rejectUnknownOperationFields,
} from './settings/operation-fields.ts'

/** The fields of `AzureMLRerank`. */
export interface AzureMLRerankFields extends OperationFields {
  /**
   * The formatter of the deployed model family: an instance, or the class itself.
   * @default by the path: `CohereContentFormatter` for `/v1/rerank`; `CohereV2ContentFormatter` for all others
   */
  readonly contentFormatter?: OperationFields['contentFormatter']
  /** How many of the best documents are returned. @default all */
  readonly topN?: number | undefined
}

/** How well a document matches a query. */
export interface RelevanceScore {
  /** The position of the document in the list, from 0. */
  readonly index: number
  /** How well it matches; comparable only with scores for the same query. */
  readonly relevanceScore: number
}

/** The options of one call of `rerank`. */
export interface RerankCallOptions {
  /** Returns only this many of the best documents. @default the `topN` of the reranker, else all */
  readonly topN?: number | undefined
}

/**
 * Sorts documents by how well they match a query, with a reranking model on an Azure Machine Learning online endpoint.
 * @throws ConfigurationError when fields are missing, or contradict each other or the URL.
 */
export class AzureMLRerank extends BaseDocumentCompressor {
  /** How many of the best documents are returned; all if it is not set. */
  readonly topN: number | undefined
  readonly #client: AzureMLEndpointClient
  readonly #caller: AsyncCaller

  constructor(fields: AzureMLRerankFields = {}) {
    // A subclass may have fields of its own.
    if (new.target === AzureMLRerank) rejectUnknownOperationFields(fields, ['topN'])
    super()
    this.topN = checkedTopN(fields.topN)
    this.#client = createClient(fields, operationFormatter(fields, defaultRerankFormatter))
    this.#caller = new AsyncCaller(callerParams(fields))
  }

  /** Returns copies of the documents that match best, best first, with their score as `relevanceScore` in their metadata. */
  async compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]> {
    const scores = await this.rerank(documents, query)
    return scores.flatMap(({ index, relevanceScore }) => {
      const document = documents[index]
      if (document === undefined) return []
      const { pageContent, metadata, id } = document
      return [new Document({ pageContent, metadata: { ...metadata, relevanceScore }, ...(id !== undefined && { id }) })]
    })
  }

  /** Returns the scores of the documents that match best, best first. Without documents there is no request. */
  async rerank(
    documents: readonly (DocumentInterface | string)[],
    query: string,
    options: RerankCallOptions = {},
  ): Promise<RelevanceScore[]> {
    if (documents.length === 0) return []
    const texts = documents.map((document) => (typeof document === 'string' ? document : document.pageContent))
    const request = { query, documents: texts, topN: options.topN ?? this.topN }
    const { results } = await withRetries(this.#caller, {}, (attempt) => this.#client.rerank(request, attempt))
    return results.map(({ index, score }) => ({ index, relevanceScore: score }))
  }
}

function checkedTopN(topN: number | undefined): number | undefined {
  if (topN === undefined || (Number.isInteger(topN) && topN > 0)) return topN
  throw new ConfigurationError(`\`topN\` is ${String(topN)}; it must be a whole number above 0.`, { setting: 'topN' })
}
