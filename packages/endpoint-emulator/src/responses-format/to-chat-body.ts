import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { contentText } from '../json/message-text.ts'

/** Converts a checked body of the Responses API to one of chat completions, which the engines and an upstream read. */
export function toChatBody(body: JsonObject, items: readonly JsonObject[]): JsonObject {
  const { instructions, tools, tool_choice: choice, text, max_output_tokens: limit, reasoning } = body
  const format = isObject(text) ? text['format'] : undefined
  const system = typeof instructions === 'string' ? [{ role: 'system', content: instructions }] : []
  const functions = asList(tools)
    .filter(isObject)
    .filter(({ type }) => type === 'function')
  const effort = isObject(reasoning) ? asString(reasoning['effort']) : undefined
  return {
    ...pick(body, ['model', 'temperature', 'top_p', 'stream', 'parallel_tool_calls', 'user']),
    messages: [...system, ...toMessages(items)],
    ...(limit === undefined || limit === null ? {} : { max_completion_tokens: limit }),
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
    ...(functions.length > 0 ? { tools: functions.map(toTool), ...toChoice(choice) } : {}),
    ...(isObject(format) ? { response_format: toFormat(format) } : {}),
  }
}

function pick(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => (body[name] === undefined || body[name] === null ? [] : [[name, body[name]]])),
  )
}

/** What the model said and called between two inputs is one message. */
function toMessages(items: readonly JsonObject[]): readonly JsonObject[] {
  const messages: Record<string, unknown>[] = []
  for (const item of items) {
    const { type = 'message', role, content } = item
    if (type === 'function_call_output')
      messages.push({ role: 'tool', tool_call_id: item['call_id'], content: outputText(item['output']) })
    else if (type === 'function_call')
      answerIn(messages)['tool_calls'] = [...asList(messages.at(-1)?.['tool_calls']), toCall(item)]
    else if (type !== 'message') continue
    else if (role === 'assistant')
      answerIn(messages)['content'] = `${String(messages.at(-1)?.['content'])}${contentText(content)}`
    else
      messages.push({
        role,
        content: typeof content === 'string' ? content : asList(content).filter(isObject).map(toPart),
      })
  }
  return messages
}

function answerIn(messages: Record<string, unknown>[]): Record<string, unknown> {
  const last = messages.at(-1)
  if (last?.['role'] === 'assistant') return last
  const made = { role: 'assistant', content: '' }
  messages.push(made)
  return made
}

function outputText(output: unknown): string {
  return typeof output === 'string' ? output : contentText(output)
}

function toCall({ call_id: id, name, arguments: json }: JsonObject): JsonObject {
  return { id, type: 'function', function: { name, arguments: json } }
}

function toPart({
  type,
  text,
  image_url: url,
  detail,
  filename,
  file_data: data,
  file_url: link,
}: JsonObject): JsonObject {
  if (type === 'input_image')
    return { type: 'image_url', image_url: { url, ...(detail === undefined ? {} : { detail }) } }
  return type === 'input_file' ? { type: 'file', file: { filename, file_data: data ?? link } } : { type: 'text', text }
}

function toTool({ name, description, parameters }: JsonObject): JsonObject {
  return { type: 'function', function: { name, ...(description === undefined ? {} : { description }), parameters } }
}

function toChoice(choice: unknown): JsonObject {
  if (choice === undefined || choice === null) return {}
  if (!isObject(choice)) return { tool_choice: choice }
  return choice['type'] === 'function' ? { tool_choice: { type: 'function', function: { name: choice['name'] } } } : {}
}

function toFormat({ type, name, schema, strict }: JsonObject): JsonObject {
  if (type !== 'json_schema') return { type }
  return { type, json_schema: { name, schema, ...(strict === undefined ? {} : { strict }) } }
}
