import { arrayOf, type JSONObject, objectOf, stringOf } from '../json.ts'
import { last } from './chat-completion.ts'
import { usageOf } from './cohere.ts'
import { argumentsText, joined, type NaiveAnswer, type NaiveToolCall } from './naive-answer.ts'

/** Reads an answer of Cohere's second chat format, in which a plan for tool calls is what the model thinks. */
export function readCohereV2(body: JSONObject): NaiveAnswer {
  const message = objectOf(body['message'])
  const parts = arrayOf(message['content']).map(objectOf)
  return {
    text: joined(parts.map(({ text }) => stringOf(text))),
    reasoning: joined([...parts.map(({ thinking }) => stringOf(thinking)), stringOf(message['tool_plan'])]),
    toolCalls: arrayOf(message['tool_calls']).map(toolCallOf),
    reason: stringOf(body['finish_reason']),
    usage: usageOf(body['usage']),
    id: stringOf(body['id']),
  }
}

/** Reads the events of Cohere's second chat format. */
export function readCohereV2Events(events: readonly JSONObject[]): NaiveAnswer {
  const end = objectOf(events.find(({ type }) => type === 'message-end')?.['delta'])
  const messages = events.map((event) => objectOf(objectOf(event['delta'])['message']))
  const contents = messages.map(({ content }) => objectOf(content))
  return {
    text: joined(contents.map(({ text }) => stringOf(text))),
    reasoning: joined([
      ...contents.map(({ thinking }) => stringOf(thinking)),
      ...messages.map(({ tool_plan: plan }) => stringOf(plan)),
    ]),
    toolCalls: joinedToolCalls(events),
    reason: stringOf(end['finish_reason']),
    usage: usageOf(end['usage']),
    id: last(events.map(({ id }) => stringOf(id))),
  }
}

function joinedToolCalls(events: readonly JSONObject[]): NaiveToolCall[] {
  const calls = new Map<unknown, NaiveToolCall>()
  for (const { type, index, delta } of events) {
    if (type !== 'tool-call-start' && type !== 'tool-call-delta') continue
    const { id, name, arguments: json } = toolCallOf(objectOf(objectOf(delta)['message'])['tool_calls'])
    const call = calls.get(index)
    calls.set(index, { id: call?.id ?? id, name: call?.name ?? name, arguments: (call?.arguments ?? '') + json })
  }
  return [...calls.values()]
}

function toolCallOf(call: unknown): NaiveToolCall {
  const { id, function: called } = objectOf(call)
  const { name, arguments: json } = objectOf(called)
  return { id: stringOf(id), name: stringOf(name), arguments: argumentsText(json) }
}
