import type { ChatRequest, ContentFormatterBase, RequestContext } from '@azureml-endpoints/core'
import { sha256 } from '@langchain/core/utils/hash'
import type { EndpointDescription } from './endpoint-description.ts'
import { type EndpointFields, endpointUrlFrom, modelKwargsFrom } from '../settings/endpoint-fields.ts'

/**
 * Identifies requests for LangChain's cache, whose own key contains only the text of the conversation and a description of the
 * model. The digest covers everything that is sent, secrets included, without revealing them.
 */
export class RequestDigest {
  readonly #formatter: ContentFormatterBase
  readonly #context: RequestContext
  readonly #headers: object

  constructor(fields: EndpointFields, { apiType, deployment }: EndpointDescription, formatter: ContentFormatterBase) {
    this.#formatter = formatter
    this.#headers = { ...formatter.headers, ...fields.headers }
    const modelKwargs = modelKwargsFrom(fields) ?? {}
    this.#context = {
      apiType,
      stream: false,
      url: new URL(endpointUrlFrom(fields)),
      modelKwargs,
      deploymentName: deployment,
    }
  }

  /** Returns a digest of requests; `undefined` if one is invalid, which the call itself reports. */
  of(requests: readonly ChatRequest[], headers: object = {}): string | undefined {
    const codec = this.#formatter.codecs[this.#context.apiType]
    try {
      const bodies = requests.map((request) => codec?.formatRequest(request, this.#context))
      const sent = [this.#context.url.href, { ...this.#headers, ...headers }, bodies]
      return `sha256 ${sha256(JSON.stringify(sent))}`
    } catch {
      return undefined
    }
  }
}
