import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** Returns the URLs that are sent unchanged. OpenAI's format supports URLs for images, audio and videos; other files are sent as data. */
export function supportedUrlsOf(settings: AzureMLProviderSettings): Record<string, RegExp[]> {
  if (settings.supportedUrls !== undefined) return { ...settings.supportedUrls }
  return acceptsUrls(settings.contentFormatter) ? { 'image/*': [webUrl], 'audio/*': [webUrl], 'video/*': [webUrl] } : {}
}

const webUrl = /^https?:\/\/.+$/i

function acceptsUrls(
  formatter: AzureMLProviderSettings['contentFormatter'] = CustomOpenAIChatContentFormatter,
): boolean {
  const instance: unknown = typeof formatter === 'function' ? formatter.prototype : formatter
  return (
    instance === CustomOpenAIChatContentFormatter.prototype ||
    instance === MistralChatContentFormatter.prototype ||
    instance instanceof CustomOpenAIChatContentFormatter ||
    instance instanceof MistralChatContentFormatter
  )
}
