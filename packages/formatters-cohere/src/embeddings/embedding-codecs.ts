import {
  ConfigurationError,
  type EmbeddingCodec,
  type EmbeddingRequest,
  type RequestContext,
} from '@azureml-endpoints/core'
import { modelOf } from '../request/model.ts'
import { readEmbeddings } from './embedding-answer.ts'

/** What Cohere calls texts that are searched, and texts that are searched for. */
const inputTypes = { document: 'search_document', query: 'search_query' } as const

/** Cohere refuses more texts in one request. */
const maxValues = 96

/** The codec of `/v1/embed`. Only models before the third generation need no `inputType`, so it is not required. */
export const embeddingV1Codec: EmbeddingCodec = {
  inputTypes,
  maxValues,
  formatRequest: embedV1Body,
  parseResponse: readEmbeddings,
}

/** The codec of `/v2/embed`. */
export const embeddingV2Codec: EmbeddingCodec = {
  inputTypes,
  maxValues,
  formatRequest: embedV2Body,
  parseResponse: readEmbeddings,
}

function embedV1Body(
  { values, dimensions, inputType, modelKwargs }: EmbeddingRequest,
  context: RequestContext,
): unknown {
  if (dimensions !== undefined) {
    throw new ConfigurationError(
      "`dimensions` is not supported by version 1 of Cohere's embeddings. Leave it out, or use CohereV2ContentFormatter with the URL that ends in /v2/embed.",
      { setting: 'dimensions' },
    )
  }
  rejectTexts(context.modelKwargs, modelKwargs)
  return {
    ...context.modelKwargs,
    ...(context.deploymentName !== undefined && { model: context.deploymentName }),
    texts: [...values],
    ...(inputType !== undefined && { input_type: inputType }),
    ...modelKwargs,
  }
}

function embedV2Body(
  { values, dimensions, inputType, modelKwargs }: EmbeddingRequest,
  context: RequestContext,
): unknown {
  rejectTexts(context.modelKwargs, modelKwargs)
  const body: Readonly<Record<string, unknown>> = {
    embedding_types: ['float'],
    ...modelOf(context),
    texts: [...values],
    ...(inputType !== undefined && { input_type: inputType }),
    ...(dimensions !== undefined && { output_dimension: dimensions }),
    ...modelKwargs,
  }
  if (body['input_type'] !== undefined) return body
  throw new ConfigurationError(
    "`inputType` is missing, and Cohere's models embed texts differently for each purpose. Pass inputType: " +
      "'search_document' for texts to store, 'search_query' for a text to search with, 'classification' or 'clustering'.",
    { setting: 'inputType' },
  )
}

function rejectTexts(...all: readonly (Readonly<Record<string, unknown>> | undefined)[]): void {
  const name = ['texts', 'inputs', 'images'].find((one) => all.some((some) => some && Object.hasOwn(some, one)))
  if (name === undefined) return
  const setting = `modelKwargs.${name}`
  throw new ConfigurationError(`${setting} would replace the texts to embed. Pass them as \`values\`.`, { setting })
}
