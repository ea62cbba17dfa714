// oxlint-disable no-underscore-dangle -- these names are LangChain's
import type { ChatChunk, ChatRequest, ChatResponse } from '@azureml-endpoints/core'
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import { BaseLLM, type BaseLLMCallOptions, type BaseLLMParams } from '@langchain/core/language_models/llms'
import type { MessageContent } from '@langchain/core/messages'
import { type Generation, GenerationChunk, type LLMResult } from '@langchain/core/outputs'
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import { ensureConfig, type Runnable, type RunnableConfig } from '@langchain/core/runnables'
import type { IterableReadableStream } from '@langchain/core/utils/stream'
import { CopyingCache } from './serialization/copying-cache.ts'
import { DeployedModel } from './endpoint/deployed-model.ts'
import type { EndpointCallOptions, EndpointFields } from './settings/endpoint-fields.ts'
import { langChainFields, storedFields, storedSecrets } from './serialization/stored-fields.ts'
import { cancelable } from './streaming/cancelable-stream.ts'
import { defaultPromptFormatter } from './settings/default-prompt-formatter.ts'
import { rejectUnknownFields, rejectUnknownOptions } from './settings/known-names.ts'
import { requestParameters } from './settings/model-parameters.ts'
import { finishMetadata, responseMetadata } from './from-core/metadata.ts'
import { wrapSecrets } from './redaction/wrap-secrets.ts'
import { estimateTokens } from './token-estimate.ts'
import { cacheKeyOptions } from './serialization/cache-key.ts'
import { identifyingParams, tracedParams, withoutUnset } from './serialization/tracing.ts'
import { addTokenUsage, tokenUsage } from './from-core/usage.ts'
import { packageName, packageVersion } from './version.ts'

/** The fields of an `AzureMLOnlineEndpoint`. */
export interface AzureMLOnlineEndpointFields extends EndpointFields, Omit<BaseLLMParams, 'maxRetries'> {
  /**
   * The formatter of the deployed model family: an instance, or the class itself.
   * @default by the path: `CustomOpenAIContentFormatter`, which sends a prompt, for `/score` and `/completions`;
   * `TGIContentFormatter` for `/generate` and `/invocations`; `CustomOpenAIChatContentFormatter` for `/chat/completions`
   */
  readonly contentFormatter?: EndpointFields['contentFormatter']
}

/** Options of a single call; they never change the model. */
export interface AzureMLOnlineEndpointCallOptions extends BaseLLMCallOptions, EndpointCallOptions {}

/** Options of a single call; they never change the model. */
type CallOptions = AzureMLOnlineEndpointCallOptions

/**
 * A text model on an Azure Machine Learning online endpoint: a prompt in, its continuation out.
 * @throws ConfigurationError when fields are missing, or contradict each other or the URL.
 */
export class AzureMLOnlineEndpoint extends BaseLLM<CallOptions> {
  /** Lets LangChain serialize the model; secrets are replaced by references. */
  override lc_serializable = true
  readonly #model: DeployedModel

  constructor(fields: AzureMLOnlineEndpointFields = {}) {
    // A subclass may have fields of its own.
    if (new.target === AzureMLOnlineEndpoint) rejectUnknownFields(fields, 'text')
    const defaultFormatter = defaultPromptFormatter(fields)
    super(langChainFields(fields, defaultFormatter) as BaseLLMParams)
    this._addVersion(packageName, packageVersion)
    const contentFormatter = fields.contentFormatter ?? defaultFormatter
    this.#model = new DeployedModel({ ...fields, contentFormatter }, this.caller)
    if (this.cache !== undefined) this.cache = new CopyingCache(this.cache)
  }

  /** The name of the class in serialized models. */
  static override lc_name(): string {
    return 'AzureMLOnlineEndpoint'
  }

  /** The fields that are serialized and shown in traces; none of them shows a secret. */
  override get lc_serializable_keys(): string[] {
    return [...storedFields]
  }

  /** The environment variable that the key is loaded from when a serialized model is revived. */
  override get lc_secrets(): Record<string, string> {
    return { ...storedSecrets }
  }

  // LangChain calls this before the fields of this class are initialized.
  /** The kind of model, for traces. */
  override _llmType(): string {
    return 'azureml_endpoint'
  }

  /** Streams the answer as text. Canceling the stream aborts its request, even while it waits. */
  override async stream(
    input: BaseLanguageModelInput,
    options?: Partial<CallOptions>,
  ): Promise<IterableReadableStream<string>> {
    const config: Partial<CallOptions> = ensureConfig(options)
    return cancelable(config.signal, (signal) => super.stream(input, { ...config, signal }))
  }

  /** Gets a whole answer for each prompt, in parallel. */
  override async _generate(prompts: string[], options: this['ParsedCallOptions']): Promise<LLMResult> {
    const responses = await Promise.all(
      prompts.map((prompt) => this.#model.call(this.#request(prompt, options), options)),
    )
    const usage = addTokenUsage(responses.map((response) => response.usage && tokenUsage(response.usage)))
    return {
      generations: responses.map((response) => [this.#generation(response)]),
      ...(usage !== undefined && { llmOutput: { tokenUsage: usage } }),
    }
  }

  /** Streams an answer as generation chunks. */
  override async *_streamResponseChunks(
    prompt: string,
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<GenerationChunk> {
    for await (const batch of this.#model.stream(this.#request(prompt, options), options)) {
      for (const chunk of batch) {
        options.signal?.throwIfAborted()
        if (!chunk.text && chunk.finishReason === undefined && chunk.usage === undefined) continue
        const generation = new GenerationChunk({ text: chunk.text ?? '', generationInfo: infoOf(chunk) })
        yield generation
        await runManager?.handleLLMNewToken(generation.text, undefined, undefined, undefined, undefined, {
          chunk: generation,
        })
      }
    }
    options.signal?.throwIfAborted()
  }

  /** Returns the parameters of a call, as traces show them. */
  override invocationParams(options?: this['ParsedCallOptions']): Record<string, unknown> {
    return tracedParams(this.#model, options ?? {})
  }

  /** Returns what identifies the model in caches and traces: where it is and how it is called, without secrets. */
  override _identifyingParams(): Record<string, unknown> {
    return identifyingParams(this.#model)
  }

  /**
   * Returns the part of the cache key that depends on the call, without secrets and without options that cannot change the
   * answer.
   */
  override _getSerializedCacheKeyParametersForCall(options: CallOptions & { config?: RunnableConfig }): string {
    const keyed = cacheKeyOptions(this.#model.requestDigest, () => this.#request('?', options), options)
    return super._getSerializedCacheKeyParametersForCall(keyed as typeof options)
  }

  /** Binds options to the model; secrets in their headers and body parameters stay out of traces. */
  override withConfig(config: Partial<CallOptions>): Runnable<BaseLanguageModelInput, string, CallOptions> {
    return super.withConfig(wrapSecrets(config))
  }

  /** Estimates the number of tokens, at four characters each, without a network request. */
  override async getNumTokens(content: MessageContent): Promise<number> {
    return estimateTokens(content)
  }

  protected override _separateRunnableConfigFromCallOptionsCompat(
    options?: Partial<CallOptions>,
  ): [RunnableConfig, this['ParsedCallOptions']] {
    rejectUnknownOptions(options ?? {}, 'text')
    const [config, callOptions] = super._separateRunnableConfigFromCallOptionsCompat(options)
    return [config, wrapSecrets(callOptions)]
  }

  #request(prompt: string, options: this['ParsedCallOptions']): ChatRequest {
    const parameters = requestParameters(this.#model.parameters, options)
    return { ...parameters, messages: [{ role: 'user', content: prompt }] }
  }

  #generation(response: ChatResponse): Generation {
    const { text, reasoning } = response
    const metadata = responseMetadata(response, this.#model.endpoint)
    return { text, generationInfo: withoutUnset({ ...metadata, reasoning_content: reasoning }) }
  }
}

/** LangChain keeps only the last value of each key, so nothing that differs between chunks belongs here. */
function infoOf(chunk: ChatChunk): Record<string, unknown> {
  return { ...finishMetadata(chunk), ...(chunk.usage !== undefined && { tokenUsage: tokenUsage(chunk.usage) }) }
}
