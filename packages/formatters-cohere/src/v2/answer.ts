import { type ParsedChatResponse, type ParsedToolCall, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { finishReasonOf } from '../response/finish-reason.ts'
import { meteredUsageOf } from '../response/usage.ts'
import { openCitations } from './citations.ts'
import { thinkingData } from './provider-data.ts'

/** Parses a complete response of the second chat. */
export function readAnswerV2(body: unknown): ParsedChatResponse {
  if (!isFields(body) || !isFields(body['message'])) throw foreign('no message')
  const { message } = body
  const { text, thinking } = readContent(message['content'])
  const plan = textOrUndefined(message['tool_plan']) ?? ''
  const toolCalls = toolCallsOf(message['tool_calls'])
  const end = readEnd(body)
  const isEmpty = text === '' && thinking === '' && plan === '' && toolCalls === undefined
  // A failure has nothing else; anything without a reason is an answer in another format.
  if (isEmpty && (end.rawFinishReason === undefined || end.finishReason === 'error')) throw foreign('an empty message')
  const sources = openCitations()(message['citations'])
  return {
    text,
    reasoning: thinking + plan || undefined,
    toolCalls,
    ...end,
    id: textOrUndefined(body['id']),
    ...(sources && { sources }),
    ...(isPresent(body['logprobs']) && { logprobs: body['logprobs'] }),
    ...(thinking !== '' && toolCalls !== undefined && { providerData: thinkingData }),
  }
}

/** Parses the fields that end an answer, which are those of the last event of a stream too. */
export function readEnd(end: Fields): Pick<ParsedChatResponse, 'finishReason' | 'rawFinishReason' | 'usage'> {
  const reason = textOrUndefined(end['finish_reason'])
  return { finishReason: finishReasonOf(reason), rawFinishReason: reason, usage: meteredUsageOf(end['usage']) }
}

/** Returns whether there are log probabilities; without them the field is null. */
export function isPresent(logprobs: unknown): boolean {
  return logprobs !== undefined && logprobs !== null && !(Array.isArray(logprobs) && logprobs.length === 0)
}

/** Creates the error for a body or an event that is not Cohere's. */
export function foreign(problem: string): Error {
  return new Error(`Expected an answer of version 2 of Cohere's chat, but it has ${problem}.`)
}

function readContent(content: unknown): { readonly text: string; readonly thinking: string } {
  if (typeof content === 'string') return { text: content, thinking: '' }
  let text = ''
  let thinking = ''
  for (const part of Array.isArray(content) ? (content as readonly unknown[]) : []) {
    if (!isFields(part)) continue
    // Other kinds of parts may be added.
    if (part['type'] === 'thinking') thinking += textOrUndefined(part['thinking']) ?? ''
    else if (part['type'] === 'text') text += textOrUndefined(part['text']) ?? ''
  }
  return { text, thinking }
}

function toolCallsOf(calls: unknown): readonly ParsedToolCall[] | undefined {
  if (!Array.isArray(calls) || calls.length === 0) return undefined
  return calls.map((call: unknown) => {
    const { id, function: called } = isFields(call) ? call : {}
    const { name, arguments: json } = isFields(called) ? called : {}
    if (typeof name !== 'string') throw new Error('A tool call in the response has no name.')
    const given = typeof json === 'string' ? json : JSON.stringify(json ?? {})
    // Cohere has null for the arguments of tools without parameters.
    return { id: textOrUndefined(id), name, arguments: given === 'null' ? '{}' : given }
  })
}
