import type { ChatRequest, MediaPart } from '../messages/chat.ts'
import { ConfigurationError } from '../errors/errors.ts'
import { jsonPreview } from '../json/json-shape.ts'
import { printable } from '../errors/printable.ts'

const numbers = ['temperature', 'topP', 'topK', 'maxTokens', 'seed', 'presencePenalty', 'frequencyPenalty'] as const

/** Checks what all formatters rely on, so that they need no checks of their own. */
export function checkChatRequest(request: ChatRequest): void {
  if (!isPlain(request)) throw invalid('request', `is ${show(request)}; it must be an object with \`messages\``)
  const { messages } = request
  if (!Array.isArray(messages)) throw invalid('messages', `is ${show(messages)}; it must be a list of messages`)
  if (messages.length === 0) throw invalid('messages', 'is empty: a conversation needs at least one message')
  for (const [index, message] of messages.entries()) checkMessage(message, `messages[${index}]`)
  for (const name of numbers) {
    const value: unknown = request[name]
    if (value !== undefined && !Number.isFinite(value))
      throw invalid(name, `is ${show(value)}; it must be a finite number`)
  }
  const { stop, reasoningEffort, responseFormat } = request
  if (stop !== undefined && typeof stop !== 'string' && !isListOf(stop, 'string')) {
    throw invalid('stop', `is ${show(stop)}; it must be a string or a list of strings`)
  }
  if (reasoningEffort !== undefined && typeof reasoningEffort !== 'string') {
    throw invalid('reasoningEffort', `is ${show(reasoningEffort)}; it must be a string`)
  }
  checkTools(request)
  if (responseFormat !== undefined && responseFormat?.type !== 'text' && responseFormat?.type !== 'json') {
    throw invalid('responseFormat', `is ${show(responseFormat)}; its type must be 'text' or 'json'`)
  }
  if (responseFormat?.type === 'json' && responseFormat.schema !== undefined && !isPlain(responseFormat.schema)) {
    throw invalid(
      'responseFormat.schema',
      `is ${show(responseFormat.schema)}; it must be a JSON Schema as a plain object`,
    )
  }
  if (request.modelKwargs !== undefined && !isPlain(request.modelKwargs)) {
    throw invalid('modelKwargs', `is ${show(request.modelKwargs)}; it must be an object of body parameters`)
  }
}

function checkMessage(message: unknown, at: string): void {
  if (!isPlain(message)) throw invalid(at, `is ${show(message)}; it must be a message with role and content`)
  const { role, content } = message
  if (role !== 'system' && role !== 'user' && role !== 'assistant' && role !== 'tool') {
    throw invalid(`${at}.role`, `is ${show(role)}; it must be 'system', 'user', 'assistant' or 'tool'`)
  }
  if (role === 'user' && Array.isArray(content)) {
    if (content.length === 0)
      throw invalid(`${at}.content`, 'is an empty list; a user message needs text or at least one part')
    for (const [index, part] of content.entries()) checkPart(part, `${at}.content[${index}]`)
  } else if (typeof content !== 'string') {
    throw invalid(
      `${at}.content`,
      `is ${show(content)}; the content of ${role} messages must be a string${role === 'user' ? ' or a list of parts' : ''}`,
    )
  }
  if (role === 'tool' && typeof message['toolCallId'] !== 'string') {
    throw invalid(`${at}.toolCallId`, 'is missing; it must be the id of the tool call that the message answers')
  }
  if (role === 'assistant' && message['toolCalls'] !== undefined)
    checkToolCalls(message['toolCalls'], `${at}.toolCalls`)
}

function checkPart(part: unknown, at: string): void {
  if (!isPlain(part)) throw invalid(at, `is ${show(part)}; it must be a part with a type`)
  if (part['type'] === 'text') {
    if (typeof part['text'] !== 'string') throw invalid(`${at}.text`, `is ${show(part['text'])}; it must be a string`)
    return
  }
  if (part['type'] !== 'image' && part['type'] !== 'audio' && part['type'] !== 'file') {
    throw invalid(`${at}.type`, `is ${show(part['type'])}; it must be 'text', 'image', 'audio' or 'file'`)
  }
  const { url, data } = part as unknown as MediaPart
  if ((url === undefined) === (data === undefined)) throw invalid(at, 'needs exactly one of `url` and `data`')
  if (url !== undefined && !URL.canParse(url)) throw invalid(`${at}.url`, `is ${show(url)}; it must be a URL`)
  if (data !== undefined && typeof data !== 'string' && !(data instanceof Uint8Array)) {
    throw invalid(`${at}.data`, 'must be base64 text or a Uint8Array')
  }
}

function checkToolCalls(calls: unknown, at: string): void {
  if (!Array.isArray(calls)) throw invalid(at, `is ${show(calls)}; it must be a list of tool calls`)
  for (const [index, call] of calls.entries()) {
    const isCall = isPlain(call) && ['id', 'name', 'arguments'].every((field) => typeof call[field] === 'string')
    if (!isCall)
      throw invalid(
        `${at}[${index}]`,
        'needs `id`, `name` and `arguments`, all of them strings (`arguments` is JSON text)',
      )
  }
}

function checkTools({ tools, toolChoice }: ChatRequest): void {
  if (tools !== undefined && !Array.isArray(tools))
    throw invalid('tools', `is ${show(tools)}; it must be a list of tools`)
  for (const [index, tool] of (tools ?? []).entries()) {
    const isTool = isPlain(tool) && typeof tool.name === 'string' && tool.name !== '' && isPlain(tool.parameters)
    if (!isTool) throw invalid(`tools[${index}]`, 'needs a `name` and `parameters`, a JSON Schema as a plain object')
  }
  if (toolChoice === undefined || toolChoice === 'auto' || toolChoice === 'none') return
  if (toolChoice !== 'required' && !(isPlain(toolChoice) && typeof toolChoice.name === 'string')) {
    throw invalid('toolChoice', `is ${show(toolChoice)}; it must be 'auto', 'none', 'required' or { name }`)
  }
  if (tools === undefined || tools.length === 0)
    throw invalid('toolChoice', `is ${show(toolChoice)}, but there are no \`tools\` to choose from`)
  if (toolChoice !== 'required' && !tools.some(({ name }) => name === toolChoice.name)) {
    throw invalid(
      'toolChoice',
      `names ${show(toolChoice.name)}, but the tools are ${tools.map(({ name }) => name).join(', ')}`,
    )
  }
}

function invalid(setting: string, problem: string): ConfigurationError {
  return new ConfigurationError(`\`${setting}\` ${problem}.`, { setting })
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
