import { LoadSettingError } from '@ai-sdk/provider'
import { endpointUrlOf } from './endpoint-url.ts'
import type { AzureMLProviderSettings } from '../settings/provider-settings.ts'

/**
 * Rejects the URL of a chat route for another operation, because the endpoint's own error would be about missing messages. URLs
 * are never rewritten.
 */
export function rejectChatRoute(settings: AzureMLProviderSettings, operation: keyof typeof others): void {
  const url = endpointUrlOf(settings)
  if (url === undefined) return
  const { origin, pathname } = url
  const { route, what, also } = others[operation]
  const right = pathname.replace(/\/(?:chat\/)?completions\/?$/, route)
  if (right === pathname) return
  throw new LoadSettingError({
    message: `\`endpointUrl\` is the URL of a chat route: ${origin}${pathname}. For ${what}, create a separate provider with the URL of that route, such as ${origin}${right}${also}.`,
  })
}

const others = {
  embedding: { route: '/embeddings', what: 'embeddings', also: ', or with one that ends in /score' },
  reranking: { route: '/rerank', what: 'reranking', also: '' },
} as const
