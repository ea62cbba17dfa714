import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { checkFields, checkRange, type FieldRules, refuse } from './request-check.ts'

/** Checks a request of `/v2/chat` as Cohere does, and returns it. */
export function checkChatV2(given: unknown): JsonObject {
  const body = checkFields(given, rules)
  const messages = asList(body['messages'])
  if (messages.length === 0) refuse("invalid request: required 'messages' param is missing or empty.")
  checkMessages(messages)
  checkTools(body)
  checkRange(body, 'temperature', { least: 0, most: 1 })
  checkRange(body, 'p', { least: 0.01, most: 0.99 })
  checkRange(body, 'k', { least: 0, most: 500 })
  checkRange(body, 'frequency_penalty', { least: 0, most: 1 })
  checkRange(body, 'presence_penalty', { least: 0, most: 1 })
  if (body['frequency_penalty'] && body['presence_penalty']) {
    refuse('invalid request: cannot specify both frequency_penalty and presence_penalty.')
  }
  if (asList(body['stop_sequences']).length > 5) refuse('invalid request: at most 5 stop_sequences are allowed.')
  return body
}

const rules: FieldRules = {
  fields: {
    stream: 'bool',
    model: 'string',
    messages: '[]Object',
    tools: '[]Object',
    strict_tools: 'bool',
    documents: '[]Object',
    citation_options: 'Object',
    response_format: 'Object',
    safety_mode: 'Object',
    max_tokens: 'int',
    stop_sequences: '[]string',
    temperature: 'float64',
    seed: 'int',
    frequency_penalty: 'float64',
    presence_penalty: 'float64',
    k: 'int',
    p: 'float64',
    logprobs: 'bool',
    tool_choice: 'Object',
    thinking: 'Object',
    priority: 'int',
  },
  required: ['model', 'messages'],
}

function checkMessages(messages: readonly unknown[]): void {
  const called = new Set<string>()
  const answered = new Set<string>()
  for (const [index, message] of messages.entries()) {
    const { role, content, tool_calls: calls, tool_call_id: id } = isObject(message) ? message : {}
    if (!['system', 'user', 'assistant', 'tool'].includes(String(role))) {
      refuse(`invalid request: Invalid role in messages at index ${index}.`)
    }
    const isEmpty = content === undefined || content === null || content === '' || isEmptyList(content)
    if (isEmpty && (role !== 'assistant' || asList(calls).length === 0)) refuse('message must not be empty in a turn')
    if (role === 'assistant') for (const call of asList(calls)) rememberCall(call, called)
    if (role === 'tool') checkResult(asString(id), called, answered)
  }
}

function isEmptyList(content: unknown): boolean {
  return Array.isArray(content) && content.length === 0
}

function rememberCall(call: unknown, called: Set<string>): void {
  const { id, type } = isObject(call) ? call : {}
  if (type !== 'function') refuse('tool call must be of type function')
  if (typeof id !== 'string' || id === '') refuse('tool call id must be provided')
  if (called.has(id)) refuse('cannot have duplicate tool ids')
  called.add(id)
}

function checkResult(id: string | undefined, called: ReadonlySet<string>, answered: Set<string>): void {
  if (!id) refuse('tool call id must be provided with tool message')
  if (!called.has(id)) refuse('tool call id not found in previous tool calls')
  if (answered.has(id)) refuse('cannot have duplicate tool ids')
  answered.add(id)
}

function checkTools(body: JsonObject): void {
  const tools = asList(body['tools'])
  for (const tool of tools) {
    const definition = isObject(tool) && isObject(tool['function']) ? tool['function'] : {}
    const name = String(definition['name'] ?? '')
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue
    const rule = "tool names can only contain certain characters (A-Za-z0-9_) and can't begin with a digit"
    refuse(`invalid request: ${rule} (provided name: '${name}').`)
  }
  const choice = body['tool_choice']
  if (choice !== undefined && choice !== null && choice !== 'REQUIRED' && choice !== 'NONE') {
    refuse('invalid request: tool_choice must be one of REQUIRED, NONE.')
  }
  if (choice === 'REQUIRED' && tools.length === 0) refuse('invalid request: tool_choice requires tools.')
  const { type } = isObject(body['response_format']) ? body['response_format'] : {}
  if (type === 'json_object' && (tools.length > 0 || asList(body['documents']).length > 0)) {
    refuse('invalid request: response_format is not supported with RAG.')
  }
}
