import { EndpointError, type ParsedChatResponse, isFields, type Fields } from '@azureml-endpoints/core'
import { joinAgentMessages } from './agent-messages.ts'
import { readAnswer, type ReadingOptions } from './answer.ts'
import { readChatCompletion } from './chat-completion.ts'
import { unwrapJSON } from '../json/json-object.ts'
import { unknownAnswer } from './unknown-answer.ts'

/**
 * Parses the response of a chat image on `/score`: `{ output }`, the envelope of newer images, which has more fields, a chat
 * completion, or the messages of an MLflow agent.
 */
export function readScoreAnswer(body: unknown, options: ReadingOptions): ParsedChatResponse {
  const envelope = unwrapJSON(body)
  if (!isFields(envelope)) throw unknownAnswer(envelope, EXPECTED)
  if (Array.isArray(envelope['choices'])) return readChatCompletion(envelope, options)
  const output = outputOf(envelope)
  const message = messageOf(envelope)
  const content = output ?? message?.['content']
  const fields = { ...envelope, content: undefined, ...message }
  const answer = readAnswer({ content, message: fields, choice: envelope, body: envelope }, options)
  if (output !== undefined || (message !== undefined && hasContent(answer, message))) return answer
  if (!isEmpty(envelope)) throw unknownAnswer(envelope, EXPECTED)
  // A reason such as `content_filter` shows that the model has answered.
  if (answer.finishReason === undefined && !hasContent(answer, fields)) throw emptyAnswer(envelope)
  return answer
}

const EXPECTED = 'the response of a chat model on /score ({"output": text})'

function outputOf(envelope: Fields): string | undefined {
  const { output } = envelope
  if (typeof output === 'string') return output
  if (output === undefined || output === null) return undefined
  if (Array.isArray(output) && output.length === 1 && typeof output[0] === 'string') return output[0]
  throw unknownAnswer(envelope, EXPECTED)
}

/** Returns the fields of the message that are not null. */
function messageOf({ message, messages }: Fields): Fields | undefined {
  const found = Array.isArray(messages) ? joinAgentMessages(messages) : message
  if (!isFields(found)) return undefined
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null))
}

function hasContent({ text, reasoning, toolCalls, audio }: ParsedChatResponse, message: Fields): boolean {
  const hasText = text !== '' || typeof message['content'] === 'string'
  return hasText || reasoning !== undefined || (toolCalls?.length ?? 0) > 0 || audio?.data !== undefined
}

/** Returns whether a body has the expected format but no content: metadata alone is no answer. */
export function isEmpty(envelope: Fields): boolean {
  const keys = Object.keys(envelope)
  const others = keys.filter((key) => !ENVELOPE_KEYS.has(key) && envelope[key] !== null)
  if (others.length > 0 || typeof envelope['message'] === 'string' || isPresent(envelope['output'])) return false
  return keys.length === 0 || 'output' in envelope || 'message' in envelope
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

const ENVELOPE_KEYS: ReadonlySet<string> = new Set(
  (
    'output message finish_reason reasoning_content reasoning tool_calls usage model id object created ' +
    'refusal logprobs system_fingerprint service_tier'
  ).split(' '),
)

/** Creates the error for a response without content. */
export function emptyAnswer(body: unknown): EndpointError {
  return new EndpointError(
    'The container returned status 200 with an empty response: either its content safety blocked the prompt or the ' +
      'response, or its engine failed without an error. Rephrase the prompt to rule out the first; ' +
      "then check the deployment's logs.",
    { status: 200, body, retryable: false },
  )
}
