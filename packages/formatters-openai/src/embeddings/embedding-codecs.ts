import {
  ConfigurationError,
  type EmbeddingCodec,
  type EmbeddingRequest,
  type ParsedEmbeddingResponse,
  type RequestContext,
  isFields,
} from '@azureml-endpoints/core'
import { numberOrUndefined, textOrUndefined, unwrapJSON } from '../json/json-object.ts'
import { unknownAnswer } from '../response/unknown-answer.ts'
import { readUsage } from '../response/usage.ts'

/** The embedding codecs of the OpenAI format. */
export interface OpenAIEmbeddingCodecs {
  /** Converts a table of texts on `/score`; `dimensions` are a `ConfigurationError`. */
  readonly dedicated: EmbeddingCodec
  /** Converts OpenAI's `/embeddings`. */
  readonly serverless: EmbeddingCodec
}

/** The embedding codecs; they have no options and no state. */
export const embeddingCodecs: OpenAIEmbeddingCodecs = {
  dedicated: { formatRequest: tableOfTexts, parseResponse: readRows },
  serverless: { formatRequest: listOfTexts, parseResponse: readList },
}

function listOfTexts(
  { values, dimensions, inputType, modelKwargs }: EmbeddingRequest,
  context: RequestContext,
): unknown {
  return {
    ...context.modelKwargs,
    ...(context.deploymentName ? { model: context.deploymentName } : undefined),
    input: [...values],
    ...(dimensions === undefined ? undefined : { dimensions }),
    ...(inputType === undefined ? undefined : { input_type: inputType }),
    ...modelKwargs,
  }
}

function tableOfTexts(request: EmbeddingRequest, context: RequestContext): unknown {
  const { values, dimensions, inputType, modelKwargs } = request
  if (inputType !== undefined) {
    throw new ConfigurationError(
      '`inputType` is not supported on `/score`: the body has no place for it. Leave it out.',
      {
        setting: 'inputType',
      },
    )
  }
  if (dimensions !== undefined) {
    throw new ConfigurationError(
      '`dimensions` is not supported on `/score`: the model returns vectors of a fixed length. Leave it out.',
      {
        setting: 'dimensions',
      },
    )
  }
  const params = { ...context.modelKwargs, ...modelKwargs }
  return {
    input_data: { columns: ['text'], index: values.map((_, index) => index), data: values.map((value) => [value]) },
    ...(Object.keys(params).length > 0 ? { params } : undefined),
  }
}

function readList(body: unknown): ParsedEmbeddingResponse {
  const list = unwrapJSON(body)
  if (!isFields(list) || !Array.isArray(list['data']))
    throw unknownAnswer(list, 'an object with a list of embeddings (data)')
  const rows = list['data'].map((row: unknown, position) => {
    if (!isFields(row)) throw unknownAnswer(row, 'an embedding')
    return { index: numberOrUndefined(row['index']) ?? position, vector: vectorOf(row['embedding']) }
  })
  const embeddings = rows.toSorted((one, other) => one.index - other.index).map(({ vector }) => vector)
  return { embeddings, usage: readUsage(list, undefined), model: textOrUndefined(list['model']) }
}

/** Parses one vector per row: the row itself, or its `output` or `embedding`, which are common in scoring scripts. */
function readRows(body: unknown): ParsedEmbeddingResponse {
  const answer = unwrapJSON(body)
  if (isFields(answer) && Array.isArray(answer['data'])) return readList(answer)
  const rows: unknown = isFields(answer) ? (answer['output'] ?? answer['embeddings']) : answer
  if (!Array.isArray(rows)) throw unknownAnswer(answer, 'a list of vectors')
  return {
    embeddings: rows.map((row: unknown) => vectorOf(isFields(row) ? (row['output'] ?? row['embedding']) : row)),
  }
}

function vectorOf(value: unknown): number[] {
  if (typeof value === 'string') return floatsOf(value)
  if (Array.isArray(value) && value.length > 0 && value.every((number) => typeof number === 'number')) return value
  throw unknownAnswer(value, 'a vector of numbers')
}

/** Decodes `encoding_format: base64`: 32-bit floats, little-endian. */
function floatsOf(base64: string): number[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  if (bytes.length === 0 || bytes.length % 4 !== 0) throw unknownAnswer(base64, 'a vector of 32-bit numbers')
  const view = new DataView(bytes.buffer)
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true))
}
