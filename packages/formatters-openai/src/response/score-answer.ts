import { EndpointError, type ParsedChatResponse } from '@azureml-endpoints/core'
import { readAnswer } from './answer.ts'
import { readChatCompletion } from './chat-completion.ts'
import type { ReasoningMode } from '../options/formatter-options.ts'
import { isJSONObject, type JSONObject, unwrapJSON } from '../json/json-object.ts'
import { unknownAnswer } from './unknown-answer.ts'

/** Parses the response of a chat image on `/score`: `{ output }`, or the envelope of newer images, which has more fields. */
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
  if (output !== undefined || typeof message['content'] === 'string' || hasContent(answer)) return answer
  throw isEmpty(envelope) ? emptyAnswer(envelope) : unknownAnswer(envelope, EXPECTED)
}

const EXPECTED = 'the response of a chat model on /score ({"output": text})'

function outputOf(envelope: JSONObject): string | undefined {
  const { output } = envelope
  if (typeof output === 'string') return output
  if (output === undefined || output === null) return undefined
  if (Array.isArray(output) && output.length === 1 && typeof output[0] === 'string') return output[0]
  throw unknownAnswer(envelope, EXPECTED)
}

/** Merges the fields of the message and the envelope; those of the message take precedence. */
function messageOf(envelope: JSONObject): JSONObject {
  const { message } = envelope
  if (!isJSONObject(message)) return { ...envelope, content: undefined }
  const present = Object.entries(message).filter(([, value]) => value !== null)
  return { ...envelope, content: undefined, ...Object.fromEntries(present) }
}

function hasContent({ text, reasoning, toolCalls, finishReason }: ParsedChatResponse): boolean {
  return text !== '' || reasoning !== undefined || (toolCalls?.length ?? 0) > 0 || finishReason !== undefined
}

/** Checks whether a response has the expected format but no content. */
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
    'The container returned status 200 with an empty response: either its content safety blocked the prompt or the ' +
      'response, or its engine failed without an error. Rephrase the prompt to rule out the first; ' +
      "then check the deployment's logs.",
    { status: 200, body, retryable: false },
  )
}
