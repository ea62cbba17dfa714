import { isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../../json/json-object.ts'

/** Returns the content parts of a message. */
export function partsIn({ content }: Fields): readonly Fields[] {
  if (typeof content === 'string') return [{ type: 'output_text', text: content }]
  if (content === undefined || content === null) return []
  if (!Array.isArray(content)) throw new Error(`The content of a message is of type ${typeof content}, not an array.`)
  return content.filter(isFields)
}

/** Returns the text of a part that has any. */
export function textIn({ type, text }: Fields): string | undefined {
  if (type !== 'output_text' && type !== 'text') return undefined
  if (typeof text === 'string') return textOrUndefined(text)
  throw new Error(`The text of a message is of type ${text === null ? 'null' : typeof text}, not a string.`)
}

/** Returns the refusal that a part is. */
export function refusalIn({ refusal }: Fields): string | undefined {
  return textOrUndefined(refusal)
}

/** Returns the log probabilities of a part. */
export function logprobsIn({ logprobs }: Fields): readonly unknown[] | undefined {
  return Array.isArray(logprobs) && logprobs.length > 0 ? logprobs : undefined
}

/** Returns the summary of a reasoning item, part by part; without one, the reasoning itself. */
export function reasoningPartsOf({ summary, content }: Fields): readonly { part: unknown; text: string }[] {
  const parts = textsIn(summary, 'summary')
  return parts.length > 0 ? parts : textsIn(content, 'content')
}

function textsIn(list: unknown, kind: string): readonly { part: unknown; text: string }[] {
  const parts = Array.isArray(list) ? list : []
  return parts.flatMap((part, index) => {
    const text = isFields(part) ? textOrUndefined(part['text']) : undefined
    return text === undefined ? [] : [{ part: `${kind} ${index}`, text }]
  })
}

/** Returns the lists of sources of a call of the server's own tools, if the request asked for them. */
export function sourcesIn({ action, results }: Fields): readonly unknown[] {
  const sources = isFields(action) ? action['sources'] : undefined
  return [sources, results].filter((list) => Array.isArray(list))
}
