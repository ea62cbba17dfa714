import { rejectUnknownNames, type Fields } from '@azureml-endpoints/core'
import { toChatRequest } from './chat-request.ts'
import { fieldsOf, shown, withoutNulls, wrong } from './fields.ts'
import type { Call, Item, OperationName } from './item.ts'
import { toEmbeddingRequest, toRerankRequest } from './other-requests.ts'

/**
 * Parses a line of a batch file, as OpenAI's batch API takes it.
 * @throws ConfigurationError that names the field at fault
 */
export function parseItem(text: string | undefined): Item {
  if (text === undefined) throw wrong('the line', 'is not UTF-8 text; save the file as UTF-8')
  const { custom_id: customId, method, url, body, ...others } = withoutNulls(fieldsOf(parseJson(text), 'the line'))
  rejectUnknownNames(others, itemNames)
  if (customId === undefined) throw wrong('custom_id', 'is missing; give each line a text that no other line has')
  if (typeof customId !== 'string') throw wrong('custom_id', `is ${shown(customId)}; it must be a text, in quotes`)
  if (method !== undefined && method !== 'POST')
    throw wrong('method', `is ${shown(method)}; it must be "POST", or left out`)
  if (body === undefined) throw wrong('body', 'is missing; it holds the request, such as {"messages": [...]}')
  return { customId, call: toCall(fieldsOf(body, 'body'), url) }
}

const itemNames = new Set(['custom_id', 'method', 'url', 'body'])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw wrong('the line', `is not JSON (${reason}): ${text.slice(0, 60)}`)
  }
}

function toCall(body: Fields, url: unknown): Call {
  const operation = operationOf(url)
  const route = typeof url === 'string' ? { url } : {}
  if (operation === 'embed') return { operation, request: toEmbeddingRequest(body), ...route }
  if (operation === 'rerank') return { operation, request: toRerankRequest(body), ...route }
  return { operation, request: toChatRequest(body), ...route }
}

function operationOf(url: unknown): OperationName {
  if (url === undefined) return 'chat'
  const operation = typeof url === 'string' && Object.hasOwn(routes, url) ? routes[url] : undefined
  if (operation !== undefined) return operation
  throw wrong('url', `is ${shown(url)}; it must be one of ${Object.keys(routes).join(', ')}`)
}

const routes: Readonly<Record<string, OperationName>> = {
  '/v1/chat/completions': 'chat',
  '/v1/embeddings': 'embed',
  '/v1/rerank': 'rerank',
  '/v2/embed': 'embed',
  '/v2/rerank': 'rerank',
}
