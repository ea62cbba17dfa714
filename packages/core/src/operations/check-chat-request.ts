import type { ChatRequest, MediaPart } from '../messages/chat.ts'
import { ConfigurationError } from '../errors/errors.ts'
import { jsonPreview } from '../json/json-shape.ts'
import { printable } from '../errors/printable.ts'

const numbers = ['temperature', 'topP', 'topK', 'maxTokens', 'seed', 'presencePenalty', 'frequencyPenalty'] as const

/** Checks what every format relies on, so that formatters need not: once here, then trusted. */
export function checkChatRequest(request: ChatRequest): void {
  if (!isPlain(request)) throw wrong('request', `is ${show(request)}; it must be an object with \`messages\``)
  const { messages } = request
  if (!Array.isArray(messages) || messages.length === 0) {
    throw wrong('messages', 'is empty: a conversation needs at least one message')
  }
  for (const [index, message] of messages.entries()) checkMessage(message, `messages[${index}]`)
  for (const name of numbers) {
    const value: unknown = request[name]
    if (value !== undefined && !Number.isFinite(value))
      throw wrong(name, `is ${show(value)}, which is no finite number`)
  }
  const { stop, reasoningEffort, responseFormat } = request
  if (stop !== undefined && typeof stop !== 'string' && !isListOf(stop, 'string')) {
    throw wrong('stop', `is ${show(stop)}; it must be text or a list of texts`)
  }
  if (reasoningEffort !== undefined && typeof reasoningEffort !== 'string') {
    throw wrong('reasoningEffort', `is ${show(reasoningEffort)}; it must be text`)
  }
  checkTools(request)
  if (responseFormat !== undefined && responseFormat?.type !== 'text' && responseFormat?.type !== 'json') {
    throw wrong('responseFormat', `is ${show(responseFormat)}; its type must be 'text' or 'json'`)
  }
  if (responseFormat?.type === 'json' && responseFormat.schema !== undefined && !isPlain(responseFormat.schema)) {
    throw wrong(
      'responseFormat.schema',
      `is ${show(responseFormat.schema)}; it must be a JSON Schema as a plain object`,
    )
  }
  if (request.modelKwargs !== undefined && !isPlain(request.modelKwargs)) {
    throw wrong('modelKwargs', `is ${show(request.modelKwargs)}; it must be an object of body parameters`)
  }
}

function checkMessage(message: unknown, at: string): void {
  if (!isPlain(message)) throw wrong(at, `is ${show(message)}; it must be a message with role and content`)
  const { role, content } = message
  if (role !== 'system' && role !== 'user' && role !== 'assistant' && role !== 'tool') {
    throw wrong(`${at}.role`, `is ${show(role)}; it must be 'system', 'user', 'assistant' or 'tool'`)
  }
  if (role === 'user' && Array.isArray(content)) {
    if (content.length === 0) throw wrong(`${at}.content`, 'is an empty list; a user message needs text or parts')
    for (const [index, part] of content.entries()) checkPart(part, `${at}.content[${index}]`)
  } else if (typeof content !== 'string') {
    throw wrong(
      `${at}.content`,
      `is ${show(content)}; a message of the ${role} must be text${role === 'user' ? ' or a list of parts' : ''}`,
    )
  }
  if (role === 'tool' && typeof message['toolCallId'] !== 'string') {
    throw wrong(`${at}.toolCallId`, 'is missing; a tool message names the call that it answers')
  }
  if (role === 'assistant' && message['toolCalls'] !== undefined)
    checkToolCalls(message['toolCalls'], `${at}.toolCalls`)
}

function checkPart(part: unknown, at: string): void {
  if (!isPlain(part)) throw wrong(at, `is ${show(part)}; it must be a part with a type`)
  if (part['type'] === 'text') {
    if (typeof part['text'] !== 'string') throw wrong(`${at}.text`, `is ${show(part['text'])}; it must be text`)
    return
  }
  if (part['type'] !== 'image' && part['type'] !== 'audio' && part['type'] !== 'file') {
    throw wrong(`${at}.type`, `is ${show(part['type'])}; it must be 'text', 'image', 'audio' or 'file'`)
  }
  const { url, data } = part as unknown as MediaPart
  if ((url === undefined) === (data === undefined)) throw wrong(at, 'needs exactly one of `url` and `data`')
  if (url !== undefined && !URL.canParse(url)) throw wrong(`${at}.url`, `is ${show(url)}, which is no URL`)
  if (data !== undefined && typeof data !== 'string' && !(data instanceof Uint8Array)) {
    throw wrong(`${at}.data`, 'is neither base64 text nor a Uint8Array')
  }
}

function checkToolCalls(calls: unknown, at: string): void {
  if (!Array.isArray(calls)) throw wrong(at, `is ${show(calls)}; it must be a list of tool calls`)
  for (const [index, call] of calls.entries()) {
    const isCall = isPlain(call) && ['id', 'name', 'arguments'].every((field) => typeof call[field] === 'string')
    if (!isCall)
      throw wrong(`${at}[${index}]`, 'needs `id`, `name` and `arguments`, all of them text (`arguments` is JSON text)')
  }
}

function checkTools({ tools, toolChoice }: ChatRequest): void {
  if (tools !== undefined && !Array.isArray(tools))
    throw wrong('tools', `is ${show(tools)}; it must be a list of tools`)
  for (const [index, tool] of (tools ?? []).entries()) {
    const isTool = isPlain(tool) && typeof tool.name === 'string' && tool.name !== '' && isPlain(tool.parameters)
    if (!isTool) throw wrong(`tools[${index}]`, 'needs a `name` and `parameters`, a JSON Schema as a plain object')
  }
  if (toolChoice === undefined || toolChoice === 'auto' || toolChoice === 'none') return
  if (toolChoice !== 'required' && !(isPlain(toolChoice) && typeof toolChoice.name === 'string')) {
    throw wrong('toolChoice', `is ${show(toolChoice)}; it must be 'auto', 'none', 'required' or { name }`)
  }
  if (tools === undefined || tools.length === 0)
    throw wrong('toolChoice', `is ${show(toolChoice)}, but there are no \`tools\` to choose from`)
  if (toolChoice !== 'required' && !tools.some(({ name }) => name === toolChoice.name)) {
    throw wrong(
      'toolChoice',
      `names ${show(toolChoice.name)}, but the tools are ${tools.map(({ name }) => name).join(', ')}`,
    )
  }
}

function wrong(setting: string, what: string): ConfigurationError {
  return new ConfigurationError(`\`${setting}\` ${what}.`, { setting })
}

function show(value: unknown): string {
  return printable(jsonPreview(value, 100))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOf(value: unknown, type: string): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === type)
}
