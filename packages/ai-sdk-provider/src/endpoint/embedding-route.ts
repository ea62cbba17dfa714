import { LoadSettingError } from '@ai-sdk/provider'
import { environment } from './environment.ts'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** Rejects the URL of a chat route, because the endpoint's own error would be about missing messages. URLs are never rewritten. */
export function rejectChatRoute({ endpointUrl }: AzureMLProviderSettings): void {
  const url = endpointUrl ?? environment('AZUREML_ENDPOINT_URL')
  if (url === undefined || !URL.canParse(url)) return
  const { origin, pathname } = new URL(url)
  const route = pathname.replace(/\/(?:chat\/)?completions\/?$/, '/embeddings')
  if (route === pathname) return
  throw new LoadSettingError({
    message: `\`endpointUrl\` is the URL of a chat route: ${origin}${pathname}. For embeddings, create a separate provider with the URL of the embeddings route, such as ${origin}${route}, or with one that ends in /score.`,
  })
}
