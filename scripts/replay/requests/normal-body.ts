import { arrayOf, isObject, type JSONObject, objectOf } from '../json.ts'

/** Brings a chat completion request into one form, in which equal requests are equal: no empty fields, content as parts. */
export function normalBody(body: JSONObject): JSONObject {
  const { messages, stop, stream: _stream, stream_options: _options, tools, ...rest } = body
  const stops = [stop ?? []].flat()
  return {
    ...withoutEmpty(rest),
    messages: arrayOf(messages).map((message) => normalMessage(objectOf(message))),
    ...(stops.length > 0 && { stop: stops }),
    ...(arrayOf(tools).length > 0 && { tools: arrayOf(tools).map(normalTool) }),
    ...toolChoiceOf(rest['tool_choice']),
  }
}

function toolChoiceOf(choice: unknown): JSONObject {
  if (choice === 'any') return { tool_choice: 'required' }
  return isObject(choice) ? { tool_choice: { type: 'function', ...choice } } : {}
}

function normalMessage({ role, content, tool_calls: calls, tool_call_id: id }: JSONObject): JSONObject {
  return {
    role,
    content:
      role === 'user' && Array.isArray(content) ? content.map(normalPart) : [joinedText(content)].filter(Boolean),
    ...(arrayOf(calls).length > 0 && { calls: arrayOf(calls).map(normalCall) }),
    ...(id !== undefined && { id }),
  }
}

function normalPart(part: unknown): unknown {
  const { image_url: image, ...rest } = withoutEmpty(objectOf(part))
  return sorted({ ...rest, ...(image !== undefined && { image_url: isObject(image) ? image : { url: image } }) })
}

function joinedText(content: unknown): unknown {
  return Array.isArray(content) ? content.map((part) => objectOf(part)['text']).join('\n') : content
}

function normalCall(call: unknown): unknown {
  const { id, function: called } = objectOf(call)
  return { id, called: sorted(called) }
}

function normalTool(tool: unknown): unknown {
  const { function: described } = objectOf(tool)
  return sorted(withoutEmpty({ parameters: { type: 'object', properties: {} }, ...objectOf(described) }))
}

/** Leaves out what says nothing, as a field of a message or of the body. */
function withoutEmpty(fields: JSONObject): JSONObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
}

/** Writes the fields of objects in the order of their names, so that texts can be compared. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const names = Object.keys(value).toSorted()
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]))
}
