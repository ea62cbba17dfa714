import {
  InvalidArgumentError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4GenerateResult,
  type LanguageModelV4StreamResult,
  type SharedV4Warning,
} from '@ai-sdk/provider'
import { WORKFLOW_DESERIALIZE, WORKFLOW_SERIALIZE } from '@workflow/serde'
import type { AzureMLEndpointClient, CallOptions, ChatRequest } from '@azureml-endpoints/core'
import { callHeaders } from './call-headers.ts'
import { CoreStream } from './streaming/core-stream.ts'
import { ContentFilter } from './from-core/content-filter.ts'
import type { Deployment } from './endpoint/deployment.ts'
import { toAISDKError } from './from-core/errors.ts'
import { toGenerateResult } from './from-core/answer.ts'
import { createPartStream } from './streaming/ai-sdk-stream.ts'
import { responseMetadata } from './from-core/metadata.ts'
import { toHeadersRecord } from './from-core/response-headers.ts'
import { withExtracted } from './settings/metadata-extractor.ts'
import { type AzureMLLanguageModelOptions, readLanguageModelOptions } from './settings/provider-options.ts'
import { deserializeModel, type SerializedModel, serializeModel } from './serialization/serialized-model.ts'
import { supportedUrlsOf } from './endpoint/supported-urls.ts'
import { toChatRequest } from './to-core/chat-request.ts'
import { sendSupported, removeChatSetting } from './to-core/unsupported-settings.ts'

/** Creates the language model of a deployment. */
export function chatLanguageModel(deployment: Deployment): LanguageModelV4 {
  return new AzureMLChatLanguageModel(deployment)
}

/** A deployed chat model, with the methods that `ai` calls. */
class AzureMLChatLanguageModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4'
  readonly #deployment: Deployment

  constructor(deployment: Deployment) {
    this.#deployment = deployment
  }

  static [WORKFLOW_SERIALIZE](model: AzureMLChatLanguageModel): SerializedModel {
    return serializeModel(model.#deployment)
  }

  static [WORKFLOW_DESERIALIZE](model: SerializedModel): AzureMLChatLanguageModel {
    return new AzureMLChatLanguageModel(deserializeModel(model, 'chat'))
  }

  get provider(): string {
    return this.#deployment.providerId
  }

  get modelId(): string {
    return this.#deployment.modelId
  }

  get supportedUrls(): Record<string, RegExp[]> {
    return supportedUrlsOf(this.#deployment.settings)
  }

  async doGenerate(call: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const { warnings, request, send } = this.#prepare(call)
    const response = await sendSupported({
      request,
      warnings,
      remove: removeChatSetting,
      send: (supported) => send.client.chat(supported, send.options),
      call: { signal: call.abortSignal },
    })
    const contentFilter = new ContentFilter()
    contentFilter.read(response.raw)
    const metadata = responseMetadata(response.headers, this.#deployment.name, contentFilter)
    const result = toGenerateResult(response, warnings, metadata)
    const extracted = await this.#deployment.settings.metadataExtractor?.extractMetadata({ parsedBody: response.raw })
    const { url, body } = response.request
    return { ...result, providerMetadata: withExtracted(result.providerMetadata, extracted), request: { url, body } }
  }

  async doStream(call: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    const { warnings, request, send, options } = this.#prepare(call)
    const { settings, name } = this.#deployment
    const extractor = settings.metadataExtractor?.createStreamExtractor()
    const stream = await sendSupported({
      request,
      warnings,
      remove: removeChatSetting,
      send: (supported) => CoreStream.open(send.client, supported, send.options),
      call: { signal: call.abortSignal },
    })
    const { request: sent, headers } = stream.first ?? {}
    return {
      stream: createPartStream(stream, {
        warnings,
        deploymentName: name,
        includeRawChunks: call.includeRawChunks ?? false,
        coalesceDeltas: options.coalesceDeltas ?? settings.coalesceDeltas ?? false,
        extractor,
      }),
      request: { url: sent?.url, body: sent?.body },
      response: { headers: headers && toHeadersRecord(headers) },
    }
  }

  /** Returns the client, or one with another formatter if the call changes options that the formatter takes. */
  #client(options: AzureMLLanguageModelOptions, warnings: SharedV4Warning[]): AzureMLEndpointClient {
    const client = this.#deployment.client()
    try {
      return this.#deployment.clientWith(options)
    } catch (error) {
      if (!InvalidArgumentError.isInstance(error) || error.argument !== 'sendReasoning') throw error
      const feature = 'providerOptions.azureML.sendReasoning'
      warnings.push({ type: 'unsupported', feature, details: error.message })
      return client
    }
  }

  #prepare(call: LanguageModelV4CallOptions): Prepared {
    try {
      return this.#convert(call)
    } catch (error) {
      throw toAISDKError(error)
    }
  }

  #convert(call: LanguageModelV4CallOptions): Prepared {
    const warnings: SharedV4Warning[] = []
    const options = readLanguageModelOptions(call.providerOptions, warnings)
    const client = this.#client(options, warnings)
    const request = toChatRequest(call, options, warnings)
    const headers = callHeaders(this.#deployment.settings.headers, call.headers)
    // `ai` retries.
    const callOptions = { signal: call.abortSignal, headers, timeout: options.timeout, maxRetries: 0 }
    return { warnings, options, request, send: { client, options: callOptions } }
  }
}

interface Prepared {
  readonly warnings: SharedV4Warning[]
  readonly options: AzureMLLanguageModelOptions
  readonly request: ChatRequest
  readonly send: { readonly client: AzureMLEndpointClient; readonly options: CallOptions }
}
