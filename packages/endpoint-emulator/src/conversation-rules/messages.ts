import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'

/** The names of the tool calls of a message, with their ids. */
export function toolCallsOf(message: JsonObject): readonly { readonly id: string; readonly name: string }[] {
  return asList(message['tool_calls']).map((call) => {
    const made = isObject(call) ? call : {}
    const target = isObject(made['function']) ? made['function'] : {}
    return { id: String(made['id'] ?? 'null'), name: asString(target['name']) ?? '' }
  })
}

/** Tells whether a message says nothing. */
export function isEmpty({ content }: JsonObject): boolean {
  return content === undefined || content === null || content === '' || (Array.isArray(content) && content.length === 0)
}
