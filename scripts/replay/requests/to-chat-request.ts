import type { ChatMessage, ChatRequest, ContentPart, Tool, ToolCall } from '../../../packages/core/src/index.ts'
import { arrayOf, type JSONObject, objectOf, stringOf } from '../json.ts'

/** Thrown for a recorded request that uses what core has no field for. */
export class NotExpressible extends Error {}

/** Converts the body of a recorded chat completion request to a request of core. What has no field becomes `modelKwargs`. */
export function toChatRequest(body: JSONObject): ChatRequest {
  const { messages, tools, tool_choice: toolChoice, response_format: format, ...rest } = body
  const request: Record<string, unknown> = {
    messages: arrayOf(messages).map((message) => messageOf(objectOf(message))),
  }
  const kwargs: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (value === null || ours.has(name)) continue
    const named = parameterNames[name]
    if (named === undefined) kwargs[name] = value
    else request[named] = value
  }
  if (arrayOf(tools).length > 0) request['tools'] = arrayOf(tools).map((tool) => toolOf(objectOf(tool)))
  if (toolChoice !== undefined && toolChoice !== null) request['toolChoice'] = toolChoiceOf(toolChoice)
  if (format !== undefined && format !== null) request['responseFormat'] = formatOf(objectOf(format))
  return { ...(request as unknown as ChatRequest), modelKwargs: kwargs }
}

/** Set by the client, by calling `chat()` or `stream()`. */
const ours: ReadonlySet<string> = new Set(['stream', 'stream_options'])

const parameterNames: Readonly<Record<string, keyof ChatRequest>> = {
  temperature: 'temperature',
  top_p: 'topP',
  top_k: 'topK',
  max_tokens: 'maxTokens',
  stop: 'stop',
  seed: 'seed',
  presence_penalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
  reasoning_effort: 'reasoningEffort',
  parallel_tool_calls: 'parallelToolCalls',
  logprobs: 'logprobs',
  top_logprobs: 'topLogprobs',
  logit_bias: 'logitBias',
  user: 'user',
}

function messageOf({ role, content, name, ...rest }: JSONObject): ChatMessage {
  if (name !== undefined && name !== null && role !== 'tool') throw new NotExpressible('a name on a message')
  switch (role) {
    case 'system':
      return { role, content: textOf(content) }
    case 'user':
      return { role, content: Array.isArray(content) ? content.map((part) => partOf(objectOf(part))) : textOf(content) }
    case 'assistant': {
      if (rest['function_call']) throw new NotExpressible("calls of OpenAI's older format")
      const calls = arrayOf(rest['tool_calls']).map((call) => toolCallOf(objectOf(call)))
      return { role, content: textOf(content), ...(calls.length > 0 && { toolCalls: calls }) }
    }
    case 'tool':
      return { role, content: textOf(content), toolCallId: stringOf(rest['tool_call_id']) ?? '' }
    default:
      throw new NotExpressible(`the role ${String(role)}`)
  }
}

/** Parts of text become one text, a part a line. */
function textOf(content: unknown): string {
  if (!Array.isArray(content)) return stringOf(content) ?? ''
  const texts = content.map((part) => stringOf(objectOf(part)['text']))
  if (texts.includes(undefined)) throw new NotExpressible('media outside of user messages')
  return texts.join('\n')
}

function partOf({ type, ...fields }: JSONObject): ContentPart {
  const { [String(type)]: value, ...others } = type === 'text' ? { ...fields, text: fields } : fields
  const extra = Object.keys(others).find((name) => others[name] !== null && !partFields.has(name))
  if (extra !== undefined) throw new NotExpressible(`${extra} on a part`)
  const part = typeof value === 'string' ? { url: value } : objectOf(value)
  const [text, url, data] = [stringOf(part['text']), stringOf(part['url']), stringOf(part['data'])]
  if (type === 'text' && text !== undefined) return { type, text }
  if (type === 'image_url' && url !== undefined) return { type: 'image', url, ...detailOf(part) }
  if (type === 'video_url' && url !== undefined) return { type: 'video', url }
  if (type === 'input_audio' && data !== undefined) {
    const format = part['format'] === 'mp3' ? 'mpeg' : String(part['format'])
    return { type: 'audio', data, mediaType: `audio/${format}` }
  }
  const fileUrl = stringOf(part['file_data'])
  if (type !== 'file' || !fileUrl?.startsWith('data:')) throw new NotExpressible(`a part of type ${String(type)}`)
  return { type, url: fileUrl, filename: stringOf(part['filename']) }
}

const partFields: ReadonlySet<string> = new Set(['text', 'image_url', 'video_url', 'input_audio', 'file'])

function detailOf(image: JSONObject): { readonly detail?: string } {
  const detail = stringOf(image['detail'])
  return detail === undefined ? {} : { detail }
}

function toolCallOf({ id, type = 'function', function: called }: JSONObject): ToolCall {
  if (type !== 'function') throw new NotExpressible(`a tool call of type ${String(type)}`)
  const { name, arguments: json } = objectOf(called)
  return { id, name, arguments: json } as ToolCall
}

function toolOf({ type = 'function', function: described }: JSONObject): Tool {
  if (type !== 'function') throw new NotExpressible(`a tool of type ${String(type)}`)
  const { name, description, parameters, strict, ...others } = objectOf(described)
  if (Object.keys(others).length > 0) throw new NotExpressible(`${Object.keys(others).join(', ')} on a tool`)
  return { name, description, parameters: parameters ?? { type: 'object', properties: {} }, strict } as Tool
}

function toolChoiceOf(choice: unknown): ChatRequest['toolChoice'] {
  if (choice === 'any') return 'required'
  if (choice === 'auto' || choice === 'none' || choice === 'required') return choice
  const name = stringOf(objectOf(objectOf(choice)['function'])['name'])
  if (name === undefined) throw new NotExpressible('a tool choice that is no name')
  return { name }
}

function formatOf({ type, json_schema: described }: JSONObject): ChatRequest['responseFormat'] {
  if (type === 'text') return { type }
  if (type === 'json_object') return { type: 'json' }
  if (type !== 'json_schema') throw new NotExpressible(`the response format ${String(type)}`)
  const { name, schema, strict, description } = objectOf(described)
  return { type: 'json', name, schema, strict, description } as ChatRequest['responseFormat']
}
