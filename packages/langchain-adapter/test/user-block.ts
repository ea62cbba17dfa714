import { HumanMessage } from '@langchain/core/messages'
import { toCoreMessages } from '../src/to-core/messages.ts'

/** Converts a block of a user message, beside an image. */
export function parts(block: object): unknown {
  const content: object[] = [{ type: 'image', url: 'https://a.b/c' }, block]
  const [message] = toCoreMessages([new HumanMessage({ content: content as [] })])
  const { content: sent } = message as { readonly content: unknown }
  return (sent as readonly unknown[]).slice(1)
}

/** Returns the error of such a conversion. */
export function thrown(block: object): unknown {
  try {
    parts(block)
  } catch (error) {
    return error
  }
  return undefined
}
