import { type ChatStreamReader, type ParsedChatResponse, printable, isFields } from '@azureml-endpoints/core'
import type { FlowNames } from './flow-names.ts'

/** Parses the outputs of a flow. One that returns only text answers with that text, as a JSON string. */
export function readFlowOutputs(body: unknown, names: FlowNames): ParsedChatResponse {
  if (typeof body === 'string' && !/^\s*<(!doctype|html)/i.test(body.slice(0, 100))) return { text: body }
  if (!isFields(body)) throw noOutput([], names)
  const text = answerIn(body, names)
  if (typeof text !== 'string') throw noOutput(Object.keys(body), names)
  return { text }
}

/**
 * Opens a reader for the outputs of a streaming flow: first one event with all outputs that do not stream, then one for each
 * piece of the answer. There is no end mark, so a stream that had an answer has ended.
 */
export function openFlowStream(names: FlowNames): ChatStreamReader {
  let hasAnswer = false
  const others = new Set<string>()
  return (event) => {
    if (event === undefined) {
      if (hasAnswer) return { finishReason: 'stop' }
      throw noOutput([...others], names)
    }
    const text = isFields(event) ? answerIn(event, names) : undefined
    if (typeof text === 'string') {
      hasAnswer = true
      return text === '' ? undefined : { text }
    }
    if (!isFields(event) || (text !== undefined && text !== null))
      throw noOutput(isFields(event) ? Object.keys(event) : [], names)
    for (const output of Object.keys(event).slice(0, maxOutputs)) if (others.size < maxOutputs) others.add(output)
    // A chunk without text, whose `raw` has these outputs.
    return {}
  }
}

/** Outputs that a message lists. */
const maxOutputs = 10

function answerIn(outputs: Readonly<Record<string, unknown>>, { outputs: names }: FlowNames): unknown {
  for (const name of names) if (Object.hasOwn(outputs, name)) return outputs[name]
  return undefined
}

function noOutput(found: readonly string[], { outputs }: FlowNames): Error {
  const quoted = (names: readonly string[]): string =>
    names
      .slice(0, maxOutputs)
      .map((name) => `"${printable(name.slice(0, 40))}"`)
      .join(', ')
  const expected = `Expected the answer as text in the output ${outputs.map((name) => `"${name}"`).join(' or ')} of the flow`
  const remedy = 'Name the output with the option `chatOutput` of the formatter'
  if (found.length === 0) return new Error(`${expected}, but there are no outputs.`)
  return new Error(`${expected}, but the outputs are ${quoted(found)}. ${remedy}.`)
}
