import { arrayOf, type JSONObject, objectOf, stringOf } from '../json.ts'
import { joined, type NaiveAnswer, type NaiveToolCall, argumentsText } from './naive-answer.ts'

/** Reads Google's generateContent, whole or as the chunks of a stream. */
export function readCandidates(events: readonly JSONObject[]): NaiveAnswer {
  const contents = events.map(({ candidates }) => objectOf(objectOf(arrayOf(candidates)[0])['content']))
  const parts = contents.flatMap((content) => arrayOf(content['parts']).map(objectOf))
  const calls = parts.flatMap(({ functionCall }) => (functionCall === undefined ? [] : [objectOf(functionCall)]))
  return {
    text: joined(parts.filter(({ thought }) => thought !== true).map(({ text }) => stringOf(text))),
    toolCalls: calls.map(({ name, args }) => ({ name: stringOf(name), arguments: argumentsText(args) })),
  }
}

/** Reads Ollama's own API, whole or as the lines of a stream. */
export function readOllama(events: readonly JSONObject[]): NaiveAnswer {
  const messages = events.map(({ message }) => objectOf(message))
  return {
    text: joined(
      events.map(({ response }, position) => stringOf(response) ?? stringOf(messages[position]?.['content'])),
    ),
    toolCalls: messages.flatMap((message) => arrayOf(message['tool_calls']).map(toolCallOf)),
  }
}

/** Reads Bedrock's Converse and the formats of its first models, whole. */
export function readBedrock([body]: readonly JSONObject[]): NaiveAnswer {
  const content = arrayOf(objectOf(objectOf(body?.['output'])['message'])['content']).map(objectOf)
  const uses = content.flatMap(({ toolUse }) => (toolUse === undefined ? [] : [objectOf(toolUse)]))
  return {
    text: stringOf(body?.['generation']) ?? joined(content.map(({ text }) => stringOf(text))),
    toolCalls: uses.map(({ name, input }) => ({ name: stringOf(name), arguments: argumentsText(input) })),
  }
}

function toolCallOf(call: unknown): NaiveToolCall {
  const { name, arguments: json } = objectOf(objectOf(call)['function'])
  return { name: stringOf(name), arguments: argumentsText(json) }
}
