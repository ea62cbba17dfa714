import { type ParsedChatResponse, type ParsedToolCall, isFields } from '@azureml-endpoints/core'
import { unwrapJSON } from '../../json/json-object.ts'
import { unknownAnswer } from '../../response/unknown-answer.ts'
import type { Chunk } from '../../streaming/parsed-chunk.ts'
import { OutputReader } from './output-reader.ts'
import { readEnd, readHead, rejectUnfinished } from './response-fields.ts'

/** Parses a whole response, item by item as a stream does. */
export function readResponse(body: unknown): ParsedChatResponse {
  const response = unwrapJSON(body)
  const output = isFields(response) ? response['output'] : undefined
  if (!isFields(response) || !Array.isArray(output)) throw unknownAnswer(response, 'a response (output with items)')
  rejectUnfinished(response)
  const chunk: Chunk = {}
  const reader = new OutputReader()
  readHead(response, chunk)
  for (const [index, item] of output.entries()) reader.readItem(item, index, chunk)
  readEnd(response, reader, chunk)
  const { toolCalls = [], text = '', ...rest } = chunk
  return {
    ...rest,
    text,
    toolCalls: toolCalls.map(({ id, name = '', arguments: json = '' }): ParsedToolCall => {
      return id === undefined ? { name, arguments: json } : { id, name, arguments: json }
    }),
  }
}
