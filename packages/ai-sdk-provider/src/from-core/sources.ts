import type { LanguageModelV4Source } from '@ai-sdk/provider'
import { generateId } from '@ai-sdk/provider-utils'
import type { Source } from '@azureml-endpoints/core'

/** Converts a source. One without a URL of the web is a document: applications make links of the URLs. */
export function toSource({ url, title, text }: Source): LanguageModelV4Source {
  const id = generateId()
  const providerMetadata = text === undefined ? undefined : { azureML: { text } }
  if (url !== undefined && /^https?:/i.test(url)) {
    return {
      type: 'source',
      sourceType: 'url',
      id,
      url,
      ...(title && { title }),
      ...(providerMetadata && { providerMetadata }),
    }
  }
  return {
    type: 'source',
    sourceType: 'document',
    id,
    mediaType: 'text/plain',
    title: title || url || text?.slice(0, longestTitle) || 'Source',
    ...(providerMetadata && { providerMetadata }),
  }
}

const longestTitle = 80
