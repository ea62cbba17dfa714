import { type Source, isFields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** Parses the documents that the model was given or has found. */
export function sourcesOf(documents: unknown): { readonly sources?: readonly Source[] } {
  if (!Array.isArray(documents)) return {}
  const sources = documents.map(sourceOf).filter((source) => Object.keys(source).length > 0)
  return sources.length === 0 ? {} : { sources }
}

function sourceOf(document: unknown): Source {
  const fields = isFields(document) ? document : {}
  const url = textOrUndefined(fields['url'])
  const title = textOrUndefined(fields['title'])
  const text = textOrUndefined(fields['snippet']) ?? textOrUndefined(fields['text'])
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(text !== undefined && { text }),
  }
}
