import type {
  AssistantMessage,
  InlineMediaPart,
  LinkedMediaPart,
  MediaPart,
  SystemMessage,
  TextPart,
  ToolCall,
  ToolMessage,
  UserMessage,
} from '../../messages/chat-message.ts'
import { namesOf } from '../../errors/unknown-names.ts'
import { rejectUnknownFields } from './unknown-fields.ts'
import { isFields } from '../../json/fields.ts'
import { invalid, show } from './invalid-setting.ts'
import { isBytes } from '../../json/foreign.ts'

const messageNames = {
  system: namesOf<SystemMessage>({ role: true, content: true }),
  user: namesOf<UserMessage>({ role: true, content: true }),
  assistant: namesOf<AssistantMessage>({
    role: true,
    content: true,
    reasoning: true,
    toolCalls: true,
    providerData: true,
  }),
  tool: namesOf<ToolMessage>({ role: true, content: true, toolCallId: true }),
} as const
const textPartNames = namesOf<TextPart>({ type: true, text: true })
const mediaPartNames = namesOf<LinkedMediaPart & InlineMediaPart>({
  type: true,
  url: true,
  data: true,
  mediaType: true,
  filename: true,
  detail: true,
})
const toolCallNames = namesOf<ToolCall>({ id: true, name: true, arguments: true, providerData: true })

/** What other APIs call the roles. */
const rightRoles: ReadonlyMap<string, string> = new Map([
  ['developer', 'system'],
  ['human', 'user'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
  ['function', 'tool'],
])

/** Checks a message of a conversation; `at` is its path in the request. */
export function checkMessage(message: unknown, at: string): void {
  if (!isFields(message)) throw invalid(at, `is ${show(message)}; it must be a message with role and content`)
  const { role, content } = message
  if (role !== 'system' && role !== 'user' && role !== 'assistant' && role !== 'tool') {
    const right = typeof role === 'string' ? rightRoles.get(role) : undefined
    const hint = right === undefined ? '' : `; use '${right}'`
    throw invalid(`${at}.role`, `is ${show(role)}; it must be 'system', 'user', 'assistant' or 'tool'${hint}`)
  }
  rejectUnknownFields(message, messageNames[role], at)
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
  if (!isFields(part)) throw invalid(at, `is ${show(part)}; it must be a part with a type`)
  if (part['type'] === 'text') {
    rejectUnknownFields(part, textPartNames, at)
    if (typeof part['text'] !== 'string') throw invalid(`${at}.text`, `is ${show(part['text'])}; it must be a string`)
    return
  }
  const { type } = part
  if (type !== 'image' && type !== 'audio' && type !== 'video' && type !== 'file') {
    const right = typeof type === 'string' ? /image|audio|video|file|document/.exec(type)?.[0] : undefined
    const hint = right === undefined ? '' : `; use '${right === 'document' ? 'file' : right}' with \`url\` or \`data\``
    throw invalid(`${at}.type`, `is ${show(type)}; it must be 'text', 'image', 'audio', 'video' or 'file'${hint}`)
  }
  rejectUnknownFields(part, mediaPartNames, at)
  if (part['detail'] !== undefined && (type !== 'image' || typeof part['detail'] !== 'string')) {
    throw invalid(`${at}.detail`, `is ${show(part['detail'])}; it must be a string, and only images have it`)
  }
  const { url, data } = part as unknown as MediaPart
  if ((url === undefined) === (data === undefined)) throw invalid(at, 'needs exactly one of `url` and `data`')
  if (url !== undefined && !URL.canParse(url)) throw invalid(`${at}.url`, `is ${show(url)}; it must be a URL`)
  if (data !== undefined && typeof data !== 'string' && !isBytes(data)) {
    throw invalid(`${at}.data`, 'must be base64 text or a Uint8Array')
  }
}

function checkToolCalls(calls: unknown, at: string): void {
  if (!Array.isArray(calls)) throw invalid(at, `is ${show(calls)}; it must be a list of tool calls`)
  for (const [index, call] of calls.entries()) {
    if (isFields(call)) rejectUnknownFields(call, toolCallNames, `${at}[${index}]`)
    const isCall = isFields(call) && ['id', 'name', 'arguments'].every((field) => typeof call[field] === 'string')
    if (!isCall)
      throw invalid(
        `${at}[${index}]`,
        'needs `id`, `name` and `arguments`, all of them strings (`arguments` is JSON text)',
      )
  }
}
