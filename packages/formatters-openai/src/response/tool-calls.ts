import type { ParsedToolCall, ParsedToolCallDelta } from '@azureml-endpoints/core'
import { isJSONObject, type JSONObject, textOrUndefined } from '../json/json-object.ts'

/** Parses the tool calls of a complete message, including the `function_call` of OpenAI's older format. */
export function readToolCalls(message: JSONObject): readonly ParsedToolCall[] {
  const calls = listOf(message['tool_calls'])
  if (calls.length > 0) return calls.map(readToolCall)
  const functionCall = message['function_call']
  return isJSONObject(functionCall) ? [readFunction(functionCall, undefined)] : []
}

/** Parses complete tool calls in a stream; each becomes a single delta. */
export function readWholeToolCalls(message: JSONObject): readonly ParsedToolCallDelta[] | undefined {
  const calls = readToolCalls(message)
  if (calls.length === 0) return undefined
  return calls.map(({ id, name, arguments: json }, index) => ({ index, id, name, arguments: json }))
}

/** Parses the tool calls of a delta; core normalizes their indexes and ids. */
export function readToolCallDeltas(delta: JSONObject): readonly ParsedToolCallDelta[] | undefined {
  const calls = listOf(delta['tool_calls'])
  if (calls.length > 0) return calls.map(readToolCallDelta)
  const functionCall = delta['function_call']
  return isJSONObject(functionCall) ? [readFunctionDelta(functionCall, 0, undefined)] : undefined
}

function listOf(calls: unknown): readonly unknown[] {
  if (calls === undefined || calls === null) return NONE
  if (!Array.isArray(calls))
    throw new Error(`The tool calls of the response are of type ${typeof calls}, not an array.`)
  return calls
}

const NONE: readonly unknown[] = []

function readToolCall(call: unknown): ParsedToolCall {
  const called = isJSONObject(call) ? call['function'] : undefined
  if (!isJSONObject(call) || !isJSONObject(called)) throw new Error('A tool call in the response has no function.')
  return readFunction(called, textOrUndefined(call['id']))
}

function readFunction(called: JSONObject, id: string | undefined): ParsedToolCall {
  const name = textOrUndefined(called['name'])
  if (name === undefined) throw new Error('A tool call in the response has no name.')
  const json = argumentsOf(called['arguments']) ?? '{}'
  return id === undefined ? { name, arguments: json } : { id, name, arguments: json }
}

function readToolCallDelta(call: unknown): ParsedToolCallDelta {
  if (!isJSONObject(call)) throw new Error('A tool call in the stream is not an object.')
  const { index, function: called } = call
  return readFunctionDelta(isJSONObject(called) ? called : NOTHING, positionOf(index), textOrUndefined(call['id']))
}

const NOTHING: JSONObject = {}

/** Parses an index, which some servers send as a string. */
function positionOf(index: unknown): number | undefined {
  const position = typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : index
  return typeof position === 'number' && Number.isInteger(position) && position >= 0 ? position : undefined
}

function readFunctionDelta(called: JSONObject, index: number | undefined, id: string | undefined): ParsedToolCallDelta {
  const delta: { -readonly [Field in keyof ParsedToolCallDelta]: ParsedToolCallDelta[Field] } = {}
  const name = textOrUndefined(called['name'])
  const json = argumentsOf(called['arguments'])
  if (index !== undefined) delta.index = index
  if (id !== undefined) delta.id = id
  if (name !== undefined) delta.name = name
  if (json !== undefined) delta.arguments = json
  return delta
}

/** Most images send the arguments as JSON text, some as an object. */
function argumentsOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
