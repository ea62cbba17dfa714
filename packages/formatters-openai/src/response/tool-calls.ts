import { type ParsedToolCall, type ParsedToolCallDelta, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { indexOf } from './choices.ts'
import { callProviderDataOf } from './provider-data.ts'

/** Parses the tool calls of a complete message, including the `function_call` of OpenAI's older format. */
export function readToolCalls(message: Fields): readonly ParsedToolCall[] {
  const calls = listOf(message['tool_calls'])
  if (calls.length > 0) return calls.filter(isNotZero).map(readToolCall)
  const functionCall = message['function_call']
  return isFields(functionCall) && !isZeroFunction(functionCall) ? [readFunction(functionCall, undefined)] : []
}

/** Some servers send every field of an answer, with empty strings where there is no call. */
function isNotZero(call: unknown): boolean {
  if (!isFields(call) || textOrUndefined(call['id']) !== undefined) return true
  return !isFields(call['function']) || !isZeroFunction(call['function'])
}

function isZeroFunction({ name, arguments: json }: Fields): boolean {
  return name === '' && (json === '' || json === undefined || json === null)
}

/** A call of one of OpenAI's custom tools, whose input is not JSON. */
function isCustom({ custom }: Fields): boolean {
  return isFields(custom) && textOrUndefined(custom['name']) !== undefined
}

/** Parses complete tool calls in a stream; each becomes a single delta. */
export function readWholeToolCalls(message: Fields): readonly ParsedToolCallDelta[] | undefined {
  const calls = readToolCalls(message)
  if (calls.length === 0) return undefined
  return calls.map((call, index) => Object.assign({ index }, call))
}

/** Parses the tool calls of a delta; core normalizes their indexes and ids. */
export function readToolCallDeltas(delta: Fields): readonly ParsedToolCallDelta[] | undefined {
  const calls = listOf(delta['tool_calls'])
  if (calls.length > 0) return readDeltas(calls)
  const functionCall = delta['function_call']
  if (!isFields(functionCall) || isZeroFunction(functionCall)) return undefined
  return [readFunctionDelta(functionCall, 0, undefined)]
}

/** A piece without anything in it opens no call: some servers send every field of a delta, with empty strings. */
function readDeltas(calls: readonly unknown[]): readonly ParsedToolCallDelta[] | undefined {
  const deltas: ParsedToolCallDelta[] = []
  for (const call of calls) if (isNotZero(call)) deltas.push(readToolCallDelta(call))
  return deltas.length > 0 ? deltas : undefined
}

function listOf(calls: unknown): readonly unknown[] {
  if (calls === undefined || calls === null) return NONE
  if (!Array.isArray(calls))
    throw new Error(`The tool calls of the response are of type ${typeof calls}, not an array.`)
  return calls
}

const NONE: readonly unknown[] = []

function readToolCall(call: unknown): ParsedToolCall {
  const called = isFields(call) ? call['function'] : undefined
  if (isFields(call) && isCustom(call)) throw new Error(CUSTOM)
  if (!isFields(call) || !isFields(called)) throw new Error('A tool call in the response has no function.')
  const providerData = callProviderDataOf(call) ?? callProviderDataOf(called)
  const read = readFunction(called, textOrUndefined(call['id']))
  return providerData === undefined ? read : { ...read, providerData }
}

const CUSTOM =
  'A tool call in the response is of type "custom", whose input is text and not JSON. Pass function tools, by `tools`.'

function readFunction(called: Fields, id: string | undefined): ParsedToolCall {
  const name = textOrUndefined(called['name'])
  if (name === undefined) throw new Error('A tool call in the response has no name.')
  const json = argumentsOf(called['arguments']) ?? '{}'
  return id === undefined ? { name, arguments: json } : { id, name, arguments: json }
}

function readToolCallDelta(call: unknown): ParsedToolCallDelta {
  if (!isFields(call)) throw new Error('A tool call in the stream is not an object.')
  if (isCustom(call)) throw new Error(CUSTOM)
  const { index, function: called } = call
  const delta = readFunctionDelta(isFields(called) ? called : NOTHING, indexOf(index), textOrUndefined(call['id']))
  const providerData = callProviderDataOf(call) ?? (isFields(called) ? callProviderDataOf(called) : undefined)
  return providerData === undefined ? delta : { ...delta, providerData }
}

const NOTHING: Fields = {}

function readFunctionDelta(called: Fields, index: number | undefined, id: string | undefined): ParsedToolCallDelta {
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
