import { LoadSettingError } from '@ai-sdk/provider'
import { environment } from './environment.ts'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/** Refuses the URL of a chat route, which is never rewritten: it would answer that something is wrong with the messages. */
export function rejectChatRoute({ endpointUrl }: AzureMLProviderSettings): void {
  const given = endpointUrl ?? environment('AZUREML_ENDPOINT_URL')
  if (given === undefined || !URL.canParse(given)) return
  const { origin, pathname } = new URL(given)
  const route = pathname.replace(/\/(?:chat\/)?completions\/?$/, '/embeddings')
  if (route === pathname) return
  throw new LoadSettingError({
    message: `\`endpointUrl\` is the URL of a chat route: ${origin}${pathname}. For embeddings make a provider of its own, with the URL of the embeddings route, such as ${origin}${route}, or one that ends in /score.`,
  })
}
