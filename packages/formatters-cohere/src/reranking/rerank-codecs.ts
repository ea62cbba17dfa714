import {
  ConfigurationError,
  type ParsedRerankResponse,
  type RequestContext,
  type RerankCodec,
  type RerankRequest,
  isFields,
} from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { modelOf } from '../request/model.ts'
import { meteredUsageOf } from '../response/usage.ts'

/** The codec of `/v1/rerank`, where the model is optional. */
export const rerankV1Codec: RerankCodec = {
  formatRequest: (request, context) => rerankBody(request, { ...context.modelKwargs, ...deploymentOf(context) }),
  parseResponse: readResults,
}

/** The codec of `/v2/rerank`. */
export const rerankV2Codec: RerankCodec = {
  formatRequest: (request, context) => rerankBody(request, modelOf(context)),
  parseResponse: readResults,
}

function deploymentOf({ deploymentName }: RequestContext): { readonly model?: string } {
  return deploymentName === undefined ? {} : { model: deploymentName }
}

function rerankBody(
  { query, documents, topN, modelKwargs }: RerankRequest,
  base: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  for (const name of ['query', 'documents']) {
    if (!Object.hasOwn({ ...base, ...modelKwargs }, name)) continue
    const setting = `modelKwargs.${name}`
    throw new ConfigurationError(`${setting} would replace the ${name} of the request. Pass it as \`${name}\`.`, {
      setting,
    })
  }
  return { ...base, query, documents: [...documents], ...(topN !== undefined && { top_n: topN }), ...modelKwargs }
}

function readResults(body: unknown): ParsedRerankResponse {
  const { results, id, meta } = isFields(body) ? body : {}
  if (!Array.isArray(results)) throw new Error("Expected an answer of Cohere's reranking, but the body has no results.")
  return {
    results: results.map((result: unknown) => {
      const { index, relevance_score: score } = isFields(result) ? result : {}
      if (typeof index !== 'number' || typeof score !== 'number') throw new Error('A result has no index or no score.')
      return { index, score }
    }),
    usage: meteredUsageOf(meta),
    id: textOrUndefined(id),
  }
}
