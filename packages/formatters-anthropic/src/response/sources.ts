import { type Source, isFields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** Parses a citation of a document, a search result or a web page; undefined if it names nothing. */
export function sourceOf(citation: unknown): Source | undefined {
  if (!isFields(citation)) return undefined
  const { source } = citation
  const url = textOrUndefined(citation['url']) ?? (isUrl(source) ? source : undefined)
  const title =
    textOrUndefined(citation['title']) ??
    textOrUndefined(citation['document_title']) ??
    (url === undefined ? textOrUndefined(source) : undefined)
  const text = textOrUndefined(citation['cited_text'])
  if (url === undefined && title === undefined && text === undefined) return undefined
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(text !== undefined && { text }),
  }
}

/** The source of a search result is whatever the caller of the model wrote there. */
function isUrl(source: unknown): source is string {
  return typeof source === 'string' && /^https?:\/\//i.test(source)
}
