import type { Call, OperationName } from '../items/item.ts'

/**
 * Returns the URL for an item: the endpoint's own, unless the item's `url` names another operation of the same server. Then the
 * route at the end of the path is replaced, as in `/openai/v1/chat/completions` → `/openai/v1/embeddings`.
 */
export function itemUrl(endpointUrl: string, { operation, url }: Pick<Call, 'operation' | 'url'>): string {
  const [, version = '', name = ''] = /^\/(v\d+\/)?(.+)$/.exec(url ?? '') ?? []
  if (name === '' || !URL.canParse(endpointUrl)) return endpointUrl
  const whole = new URL(endpointUrl)
  const [, start, ownVersion, ownName = ''] = routeAtEnd.exec(whole.pathname) ?? []
  if (start === undefined || operations[ownName] === operation) return endpointUrl
  whole.pathname = `${start}${ownVersion === undefined ? '' : version}${name}`
  return whole.href
}

const operations: Readonly<Record<string, OperationName>> = {
  'chat/completions': 'chat',
  completions: 'chat',
  responses: 'chat',
  messages: 'chat',
  chat: 'chat',
  embeddings: 'embed',
  embed: 'embed',
  rerank: 'rerank',
}

const routeAtEnd = new RegExp(`^(.*?/)(v\\d+/)?(${Object.keys(operations).join('|')})/?$`)
