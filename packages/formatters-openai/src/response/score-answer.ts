import { EndpointError, type ParsedChatResponse } from '@azureml-endpoints/core'
import { readAnswer } from './answer.ts'
import { readChatCompletion } from './chat-completion.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { isJSONObject, type JSONObject, unwrapJSON } from '../json/json-object.ts'
import { unknownAnswer } from './unknown-answer.ts'

/** Reads the answer of a chat image on `/score`: `{ output }`, or the richer envelope of newer images. */
export function readScoreAnswer(body: unknown, mode: ReasoningMode): ParsedChatResponse {
  const envelope = unwrapJSON(body)
  if (!isJSONObject(envelope)) throw unknownAnswer(envelope, EXPECTED)
  if (Array.isArray(envelope['choices'])) return readChatCompletion(envelope, mode)
  const output = outputOf(envelope)
  const message = messageOf(envelope)
  const answer = readAnswer(
    { content: output ?? message['content'], message, finishReason: envelope['finish_reason'], body: envelope },
    mode,
  )
  if (output !== undefined || typeof message['content'] === 'string' || tellsAnything(answer)) return answer
  throw isEmpty(envelope) ? emptyAnswer(envelope) : unknownAnswer(envelope, EXPECTED)
}

const EXPECTED = 'the answer of a chat model on /score ({"output": text})'

function outputOf(envelope: JSONObject): string | undefined {
  const { output } = envelope
  if (typeof output === 'string') return output
  if (output === undefined || output === null) return undefined
  if (Array.isArray(output) && output.length === 1 && typeof output[0] === 'string') return output[0]
  throw unknownAnswer(envelope, EXPECTED)
}

/** Gives the fields of the message, and those of the envelope that the message does not have. */
function messageOf(envelope: JSONObject): JSONObject {
  const { message } = envelope
  if (!isJSONObject(message)) return { ...envelope, content: undefined }
  const said = Object.entries(message).filter(([, value]) => value !== null)
  return { ...envelope, content: undefined, ...Object.fromEntries(said) }
}

function tellsAnything({ text, reasoning, toolCalls, finishReason }: ParsedChatResponse): boolean {
  return text !== '' || reasoning !== undefined || (toolCalls?.length ?? 0) > 0 || finishReason !== undefined
}

/** Tells an image that had nothing to say from one that speaks another format. */
function isEmpty(envelope: JSONObject): boolean {
  const keys = Object.keys(envelope)
  const others = keys.filter((key) => !ENVELOPE_KEYS.has(key) && envelope[key] !== null)
  if (others.length > 0 || typeof envelope['message'] === 'string') return false
  return keys.length === 0 || 'output' in envelope || 'message' in envelope
}

const ENVELOPE_KEYS: ReadonlySet<string> = new Set(
  'output message finish_reason reasoning_content reasoning tool_calls usage model id object created'.split(' '),
)

function emptyAnswer(body: JSONObject): EndpointError {
  return new EndpointError(
    'The container answered 200 with nothing in it: either its content safety blocked the question or the answer, ' +
      'or its engine failed without saying so. Rephrase the question to rule out the first; ' +
      "then look into the deployment's logs.",
    { status: 200, body, retryable: false },
  )
}
