import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider'
import {
  type ChatRequest,
  ConfigurationError,
  ContentFormatterBase,
  type EmbeddingRequest,
  type ParsedChatResponse,
} from '@azureml-endpoints/core'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { type AzureMLProvider, createAzureML } from '../src/index.ts'
import { hello } from './prompt.ts'

export type Call = Partial<LanguageModelV4CallOptions>

/** A formatter that rejects a setting once, and keeps the request that it accepts. */
export class Picky extends ContentFormatterBase {
  override readonly name = 'picky'
  override readonly codecs = {
    serverless: { formatRequest: this.#accept.bind(this), parseResponse: (): ParsedChatResponse => ({ text: 'Yes.' }) },
  }
  override readonly embeddingCodecs = {
    serverless: { formatRequest: this.#accept.bind(this), parseResponse: () => ({ embeddings: [[1]] }) },
  }
  accepted: ChatRequest | EmbeddingRequest | undefined
  #rejected: string | undefined

  constructor(rejected?: string) {
    super()
    this.#rejected = rejected
  }

  get provider(): AzureMLProvider {
    const fetch = fakeFetch({})
    const endpointUrl = 'https://e.x/v1/chat'
    const settings = { endpointUrl, endpointApiType: 'serverless' as const, endpointApiKey: 'key', fetch }
    return createAzureML({ ...settings, contentFormatter: this })
  }

  #accept(request: ChatRequest | EmbeddingRequest): unknown {
    const setting = this.#rejected
    this.#rejected = undefined
    if (setting !== undefined) throw new ConfigurationError(`${setting} is beyond this model.`, { setting })
    this.accepted = request
    return {}
  }
}

/** Makes a call with a formatter that rejects a setting, and returns the request that it accepted. */
export async function callWith(
  rejected?: string,
  call: Call = {},
): Promise<{ readonly request: ChatRequest; readonly warnings: readonly SharedV4Warning[] }> {
  const formatter = new Picky(rejected)
  const { warnings } = await formatter.provider().doGenerate({ prompt: hello, ...call })
  return { request: formatter.accepted as ChatRequest, warnings }
}
