import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** Gives the URLs that are sent as they are. The OpenAI format has links for images and audio; all other files travel whole. */
export function supportedUrlsOf(settings: AzureMLProviderSettings): Record<string, RegExp[]> {
  if (settings.supportedUrls !== undefined) return { ...settings.supportedUrls }
  return acceptsUrls(settings.contentFormatter) ? { 'image/*': [webUrl], 'audio/*': [webUrl] } : {}
}

const webUrl = /^https?:\/\/.+$/i

function acceptsUrls(
  formatter: AzureMLProviderSettings['contentFormatter'] = CustomOpenAIChatContentFormatter,
): boolean {
  const made: unknown = typeof formatter === 'function' ? formatter.prototype : formatter
  return (
    made === CustomOpenAIChatContentFormatter.prototype ||
    made === MistralChatContentFormatter.prototype ||
    made instanceof CustomOpenAIChatContentFormatter ||
    made instanceof MistralChatContentFormatter
  )
}
