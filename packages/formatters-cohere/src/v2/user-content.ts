import { ConfigurationError, type ContentPart, type UserMessage } from '@azureml-endpoints/core'
import { imageUrlOf } from '../media/image-url.ts'
import type { WirePart } from './wire-message.ts'

/** Converts the content of a user message; `setting` is its path in the request. */
export function toUserContent(content: UserMessage['content'], setting: string): string | readonly WirePart[] {
  if (typeof content === 'string') return content
  const parts = content.map((part, place) => toWirePart(part, `${setting}[${place}]`))
  // Cohere refuses empty texts, which have nothing to say beside other parts.
  const filled = parts.filter((part) => part.type !== 'text' || part.text !== '')
  return filled.length > 0 ? filled : ''
}

function toWirePart(part: ContentPart, setting: string): WirePart {
  if (part.type === 'text') return { type: 'text', text: part.text }
  if (part.type === 'image') {
    const { detail } = part
    return { type: 'image_url', image_url: { url: imageUrlOf(part, setting), ...(detail !== undefined && { detail }) } }
  }
  const remedy = part.type === 'file' ? ' Pass the text of a file as a text part, or as documents in modelKwargs.' : ''
  throw new ConfigurationError(
    `${setting} is of type ${part.type}, but Cohere's chat accepts only text and images. Remove it.${remedy}`,
    { setting },
  )
}
