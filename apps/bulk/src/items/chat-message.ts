import { rejectUnknownNames, type Fields } from '@azureml-endpoints/core'
import { fieldsOf, listOf, shown, withoutNulls, wrong } from './fields.ts'

/** Converts a message in OpenAI's format to one of core; `at` is its path in the item. */
export function toChatMessage(message: Fields, at: string): unknown {
  const { role, content, ...fields } = withoutNulls(message)
  switch (role) {
    case 'system':
    case 'developer':
      rejectUnknownNames(fields, new Set(), at)
      return { role: 'system', content: textOf(content, `${at}.content`) }
    case 'user':
      rejectUnknownNames(fields, new Set(), at)
      return {
        role,
        content: Array.isArray(content)
          ? content.map((part, index) => toPart(part, `${at}.content[${index}]`))
          : content,
      }
    case 'assistant':
      return toAssistantMessage(content, fields, at)
    case 'tool':
      rejectUnknownNames(fields, new Set(['tool_call_id', 'name']), at)
      return { role, content: textOf(content, `${at}.content`), toolCallId: fields['tool_call_id'] }
    default:
      throw wrong(`${at}.role`, `is ${shown(role)}; it must be "system", "developer", "user", "assistant" or "tool"`)
  }
}

function toAssistantMessage(content: unknown, fields: Fields, at: string): unknown {
  const { tool_calls: calls, reasoning_content: thoughts, reasoning = thoughts, refusal, ...others } = fields
  rejectUnknownNames(others, new Set(['tool_calls', 'reasoning_content', 'reasoning', 'refusal']), at)
  return {
    role: 'assistant',
    content: content === undefined ? (refusal ?? '') : textOf(content, `${at}.content`),
    ...(reasoning !== undefined && { reasoning }),
    ...(calls !== undefined && {
      toolCalls: listOf(calls, `${at}.tool_calls`).map((call, index) => toToolCall(call, `${at}.tool_calls[${index}]`)),
    }),
  }
}

function toToolCall(value: unknown, at: string): unknown {
  const { id, type = 'function', function: called, ...others } = withoutNulls(fieldsOf(value, at))
  if (type !== 'function') throw wrong(`${at}.type`, `is ${shown(type)}; only calls of functions can be sent back`)
  rejectUnknownNames(others, new Set(['id', 'type', 'function']), at)
  return { id, ...fieldsOf(called, `${at}.function`) }
}

/** Joins text parts with line breaks, because core's message has a single text. */
function textOf(content: unknown, at: string): unknown {
  if (!Array.isArray(content)) return content
  const texts = content.map((part, index) => {
    const { type, text, refusal = text } = fieldsOf(part, `${at}[${index}]`)
    if (typeof refusal === 'string') return refusal
    throw wrong(`${at}[${index}]`, `is a part of type ${shown(type)}; only user messages have parts other than text`)
  })
  return texts.join('\n')
}

function toPart(value: unknown, at: string): unknown {
  const { type, ...fields } = withoutNulls(fieldsOf(value, at))
  if (typeof type !== 'string' || !Object.hasOwn(parts, type)) {
    throw wrong(
      `${at}.type`,
      `is ${shown(type)}; it must be ${Object.keys(parts)
        .map((one) => `"${one}"`)
        .join(', ')}`,
    )
  }
  rejectUnknownNames(fields, new Set([type]), at)
  if (type === 'text') return { type, text: fields['text'] }
  const medium = typeof fields[type] === 'string' ? { url: fields[type] } : fieldsOf(fields[type], `${at}.${type}`)
  return parts[type]?.(medium, `${at}.${type}`)
}

/** Converts each of OpenAI's types of parts, and vLLM's two, to core's. */
const parts: Readonly<Record<string, (medium: Fields, at: string) => unknown>> = {
  text: () => undefined,
  image_url: (medium, at) => withNames(medium, at, { url: 'url', detail: 'detail' }, 'image'),
  video_url: (medium, at) => withNames(medium, at, { url: 'url' }, 'video'),
  audio_url: (medium, at) => withNames(medium, at, { url: 'url' }, 'audio'),
  input_audio: ({ format, ...medium }, at) => ({
    ...withNames(medium, at, { data: 'data' }, 'audio'),
    mediaType: `audio/${format === 'mp3' ? 'mpeg' : String(format ?? 'wav')}`,
  }),
  file: (medium, at) => withNames(medium, at, { file_data: 'url', filename: 'filename' }, 'file'),
}

function withNames(medium: Fields, at: string, names: Readonly<Record<string, string>>, type: string): Fields {
  const fields = withoutNulls(medium)
  rejectUnknownNames(fields, new Set(Object.keys(names)), at)
  return { type, ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [names[name] ?? name, value])) }
}
