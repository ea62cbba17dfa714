import { arrayOf, isObject, type JSONObject, numberOf, objectOf, stringOf } from '../json.ts'
import { last } from './chat-completion.ts'
import { joined, type NaiveAnswer, openaiUsage } from './naive-answer.ts'

/** Reads an OpenAI text completion, or the chunks of one: of several choices the one with index 0. */
export function readCompletions(events: readonly JSONObject[]): NaiveAnswer {
  const choices = events.map(({ choices: list }) =>
    objectOf(arrayOf(list).find((choice) => (objectOf(choice)['index'] ?? 0) === 0)),
  )
  return {
    text: joined(choices.map(({ text }) => stringOf(text))),
    toolCalls: [],
    reason: last(choices.map((choice) => stringOf(choice['finish_reason']))),
    usage: openaiUsage(last(events.map(({ usage }) => (isObject(usage) ? usage : undefined)))),
    id: last(events.map(({ id }) => stringOf(id))),
    model: last(events.map(({ model }) => stringOf(model))),
  }
}

/** Reads an answer of Text Generation Inference. */
export function readGeneratedText(body: JSONObject): NaiveAnswer {
  return { text: stringOf(body['generated_text']) ?? '', toolCalls: [], ...detailsOf(body) }
}

/** Reads the tokens of Text Generation Inference; special ones, such as the end mark, are no text. */
export function readTokens(events: readonly JSONObject[]): NaiveAnswer {
  const tokens = events.map(({ token }) => objectOf(token))
  return {
    text: joined(tokens.filter(({ special }) => special !== true).map(({ text }) => stringOf(text))),
    toolCalls: [],
    ...detailsOf(events.at(-1) ?? {}),
  }
}

function detailsOf(body: JSONObject): Pick<NaiveAnswer, 'reason' | 'usage'> {
  const details = objectOf(body['details'])
  const outputTokens = numberOf(details['generated_tokens'])
  // The tokens of the prompt, if they were asked for.
  const prefill = arrayOf(details['prefill']).length || undefined
  return {
    reason: stringOf(details['finish_reason']),
    usage: { inputTokens: numberOf(details['input_length']) ?? prefill, outputTokens },
  }
}
