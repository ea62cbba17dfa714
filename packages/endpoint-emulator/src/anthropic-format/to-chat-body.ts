import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { contentText } from '../json/message-text.ts'

/** Converts a checked body of the Messages API to one of chat completions, which the engines and an upstream read. */
export function toChatBody(body: JsonObject): JsonObject {
  const { system, tool_choice: choice, tools, output_config: config, stop_sequences: stop } = body
  const format = isObject(config) ? config['format'] : undefined
  const instructions = system === undefined ? [] : [{ role: 'system', content: contentText(system) }]
  return {
    ...pick(body, ['model', 'max_tokens', 'temperature', 'top_p', 'top_k', 'stream']),
    messages: [...instructions, ...asList(body['messages']).filter(isObject).flatMap(toMessages)],
    ...(stop === undefined ? {} : { stop }),
    ...(tools === undefined ? {} : { tools: asList(tools).filter(isObject).flatMap(toTool) }),
    ...(isObject(choice) ? toChoice(choice) : {}),
    ...(isObject(format) ? { response_format: toFormat(format) } : {}),
  }
}

function pick(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]))
}

function toMessages({ role, content }: JsonObject): readonly JsonObject[] {
  if (typeof content === 'string') return [{ role, content }]
  const blocks = asList(content).filter(isObject)
  return role === 'assistant' ? [toAnswer(blocks)] : toQuestion(blocks)
}

function toQuestion(blocks: readonly JsonObject[]): readonly JsonObject[] {
  const results = blocks.filter(({ type }) => type === 'tool_result')
  const others = blocks.filter(({ type }) => type !== 'tool_result')
  return [
    ...results.map(({ tool_use_id: id, content }) => ({
      role: 'tool',
      tool_call_id: id,
      content: contentText(content),
    })),
    ...(others.length > 0 ? [{ role: 'user', content: others.map(toPart) }] : []),
  ]
}

function toPart(block: JsonObject): JsonObject {
  const { type, text, source } = block
  if (type === 'text') return { type, text }
  const url = isObject(source) ? urlOf(source) : ''
  if (type === 'image') return { type: 'image_url', image_url: { url } }
  return { type: 'file', file: { filename: asString(block['title']) ?? 'file', file_data: url } }
}

function urlOf({ type, url, data, media_type: mediaType }: JsonObject): string {
  if (type === 'url') return String(url)
  return type === 'base64' ? `data:${String(mediaType)};base64,${String(data)}` : ''
}

function toAnswer(blocks: readonly JsonObject[]): JsonObject {
  const thoughts = blocks.filter(({ type }) => type === 'thinking').map(({ thinking }) => String(thinking))
  const calls = blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ id, name, input }) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(input) } }))
  return {
    role: 'assistant',
    content: contentText(blocks.filter(({ type }) => type === 'text')),
    ...(thoughts.length > 0 ? { reasoning_content: thoughts.join('\n') } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  }
}

function toTool({ name, description, input_schema: parameters }: JsonObject): readonly JsonObject[] {
  if (parameters === undefined) return []
  return [{ type: 'function', function: { name, ...(description === undefined ? {} : { description }), parameters } }]
}

function toChoice({ type, name, disable_parallel_tool_use: alone }: JsonObject): JsonObject {
  const choice = type === 'any' ? 'required' : type === 'tool' ? { type: 'function', function: { name } } : type
  return { tool_choice: choice, ...(alone === true ? { parallel_tool_calls: false } : {}) }
}

function toFormat({ schema }: JsonObject): JsonObject {
  return { type: 'json_schema', json_schema: { name: 'response', schema } }
}
