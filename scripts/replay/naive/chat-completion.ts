import { arrayOf, isObject, type JSONObject, objectOf, stringOf } from '../json.ts'
import { readExtras } from './extras.ts'
import { argumentsText, joined, type NaiveAnswer, type NaiveToolCall, openaiUsage } from './naive-answer.ts'

/** Reads an OpenAI chat completion: of several choices the one with index 0. */
export function readChatCompletion(body: JSONObject): NaiveAnswer {
  const choice = firstChoice(body)
  const message = objectOf(choice['message'])
  return {
    text: textOf(message['content']),
    reasoning: reasoningOf(message),
    refusal: stringOf(message['refusal']),
    toolCalls: [...arrayOf(message['tool_calls']).map(toolCallOf), ...functionCallOf(message).map(nameAndArguments)],
    reason: stringOf(choice['finish_reason']) || undefined,
    usage: openaiUsage(usageOf(body)),
    id: stringOf(body['id']),
    model: stringOf(body['model']),
    extras: readExtras([body], [message]),
  }
}

/** Reads the chunks of a streamed chat completion by joining what they have. */
export function readChatChunks(events: readonly JSONObject[]): NaiveAnswer {
  const choices = events.map(firstChoice)
  const deltas = choices.map((choice) => objectOf(choice['delta'] ?? choice['message']))
  return {
    text: joined(deltas.map(({ content }) => textOf(content))),
    reasoning: joined(deltas.map(reasoningOf)),
    refusal: joined(deltas.map(({ refusal }) => stringOf(refusal))),
    toolCalls: joinedToolCalls(deltas),
    reason: last(choices.map((choice) => stringOf(choice['finish_reason']))),
    usage: openaiUsage(last(events.map(usageOf))),
    id: last(events.map(({ id }) => stringOf(id))),
    model: last(events.map(({ model }) => stringOf(model))),
    extras: readExtras(events, deltas),
  }
}

/** Returns the last value that is there. */
export function last<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.findLast((value) => value !== undefined && value !== '')
}

/** Finds the usage in the body, or where Groq's streams have it. */
function usageOf({ usage, x_groq: groq }: JSONObject): JSONObject | undefined {
  const found = usage ?? objectOf(groq)['usage']
  return isObject(found) ? found : undefined
}

function firstChoice({ choices }: JSONObject): JSONObject {
  const list = arrayOf(choices).map(objectOf)
  return list.find(({ index }) => index === 0) ?? list.find(({ index }) => index === undefined) ?? {}
}

/** Content is text, parts of it, or, where JSON was asked for, its value. */
function textOf(content: unknown): string {
  if (isObject(content)) return JSON.stringify(content)
  if (!Array.isArray(content)) return stringOf(content) ?? ''
  return joined(content.map((part) => stringOf(part) ?? stringOf(objectOf(part)['text'])))
}

/** Reads the reasoning from its own field, from the details beside it, or from the thinking parts of the content. */
function reasoningOf(message: JSONObject): string {
  const field = stringOf(message['reasoning_content']) || stringOf(message['reasoning'])
  if (field) return field
  const details = arrayOf(message['reasoning_details']).map(objectOf)
  const texts = details.map(({ text, summary }) => stringOf(text) ?? stringOf(summary))
  const thoughts = arrayOf(message['content']).map((part) => textOf(objectOf(part)['thinking']))
  return joined([...texts, ...thoughts])
}

function toolCallOf(call: unknown): NaiveToolCall {
  const { id, function: called } = objectOf(call)
  return { id: stringOf(id), ...nameAndArguments(objectOf(called)) }
}

function nameAndArguments(called: JSONObject): NaiveToolCall {
  return { name: stringOf(called['name']), arguments: argumentsText(called['arguments']) }
}

/** Returns the only call of OpenAI's older format; servers that write every field write it without a name. */
function functionCallOf({ function_call: called }: JSONObject): readonly JSONObject[] {
  return isObject(called) && Object.values(called).some(Boolean) ? [called] : []
}

function joinedToolCalls(deltas: readonly JSONObject[]): NaiveToolCall[] {
  const calls = new Map<unknown, NaiveToolCall>()
  for (const delta of deltas) {
    const called = functionCallOf(delta).map((functionCall) => ({ index: 0, function: functionCall }))
    for (const piece of [...called, ...arrayOf(delta['tool_calls'])]) {
      const { index } = objectOf(piece)
      const { id, name, arguments: json } = toolCallOf(piece)
      const call = calls.get(index)
      calls.set(index, {
        id: call?.id || id,
        name: call?.name || name,
        arguments: (call?.arguments ?? '') + json,
      })
    }
  }
  return [...calls.values()]
}
