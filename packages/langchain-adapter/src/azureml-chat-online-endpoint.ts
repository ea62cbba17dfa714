// oxlint-disable no-underscore-dangle -- these names are LangChain's
import type { ChatChunk, ChatRequest, ResponseFormat } from '@azureml-endpoints/core'
import type { CallbackManagerForLLMRun, Callbacks } from '@langchain/core/callbacks/manager'
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import {
  BaseChatModel,
  type BaseChatModelParams,
  type LangSmithParams,
} from '@langchain/core/language_models/chat_models'
import type { ChatModelStreamEvent } from '@langchain/core/language_models/event'
import type { ModelProfile } from '@langchain/core/language_models/profile'
import {
  type AIMessageChunk,
  type BaseMessage,
  type BaseMessageLike,
  HumanMessage,
  type MessageContent,
} from '@langchain/core/messages'
import type { ChatGenerationChunk, ChatResult, LLMResult } from '@langchain/core/outputs'
import { ensureConfig, type RunnableConfig } from '@langchain/core/runnables'
import type { IterableReadableStream } from '@langchain/core/utils/stream'
import type { AzureMLChatOnlineEndpointCallOptions, AzureMLChatOnlineEndpointFields } from './settings/chat-fields.ts'
import { chatRequest } from './to-core/chat-request.ts'
import { registerContentBlocks } from './from-core/content-blocks.ts'
import { conversionError } from './to-core/conversion-error.ts'
import { CopyingCache } from './serialization/copying-cache.ts'
import { DeployedModel } from './endpoint/deployed-model.ts'
import { toChunk, toGeneration } from './from-core/answer.ts'
import { MessageChunkConverter, toGenerationChunk } from './from-core/message-chunks.ts'
import { langChainFields, storedFields, storedSecrets } from './serialization/stored-fields.ts'
import { ComposableChatModel } from './composable-chat-model.ts'
import { cancelable } from './streaming/cancelable-stream.ts'
import { DirectStream, hasListeners } from './streaming/direct-stream.ts'
import { markForLangChain } from './from-core/errors.ts'
import type { Origin } from './from-core/metadata.ts'
import { wrapSecrets } from './redaction/wrap-secrets.ts'
import { ModelEventConverter } from './from-core/model-events.ts'
import { joinChunks } from './from-core/lazy-generation-chunk.ts'
import type { LazyMessageChunk } from './from-core/lazy-message-chunk.ts'
import { profileOf } from './profile/model-profile.ts'
import { rejectUnknownFields, rejectUnknownOptions } from './settings/known-names.ts'
import { toCoreResponseFormat } from './to-core/response-format.ts'
import { estimateMessageTokens, estimateTokens } from './token-estimate.ts'
import { cacheKeyOptions } from './serialization/cache-key.ts'
import { conversationDigest } from './serialization/conversation-digest.ts'
import { identifyingParams, langSmithParams, tracedParams, withoutUnset } from './serialization/tracing.ts'
import { addTokenUsage, type TokenUsage, tokenUsage } from './from-core/usage.ts'
import { packageName, packageVersion } from './version.ts'

/** Options of a single call; they never change the model. */
type CallOptions = AzureMLChatOnlineEndpointCallOptions

/**
 * A chat model on an Azure Machine Learning online endpoint, dedicated or serverless.
 * @throws ConfigurationError when fields are missing, or contradict each other or the URL.
 */
export class AzureMLChatOnlineEndpoint extends ComposableChatModel {
  /** Lets LangChain serialize the model; secrets are replaced by references. */
  override lc_serializable = true
  /** Whether `invoke` streams. @default false */
  readonly streaming: boolean
  readonly #model: DeployedModel
  readonly #origin: Origin
  readonly #responseFormat: ResponseFormat | undefined
  #profile: ModelProfile | undefined

  constructor(fields: AzureMLChatOnlineEndpointFields = {}) {
    // A subclass may have fields of its own.
    if (new.target === AzureMLChatOnlineEndpoint) rejectUnknownFields(fields, 'chat')
    const responseFormat = toCoreResponseFormat(fields.responseFormat)
    super(langChainFields({ ...fields, responseFormat }) as BaseChatModelParams)
    registerContentBlocks()
    this._addVersion(packageName, packageVersion)
    this.#model = new DeployedModel(fields, this.caller)
    this.#origin = { ...this.#model.endpoint, includesRaw: fields.__includeRawResponse ?? false }
    this.#responseFormat = responseFormat
    this.#profile = fields.profile
    this.streaming = fields.streaming ?? false
    this.disableStreaming = fields.disableStreaming ?? fields.streaming === false
    if (this.cache !== undefined) this.cache = new CopyingCache(this.cache)
  }

  /** The name of the class in serialized models. */
  static override lc_name(): string {
    return 'AzureMLChatOnlineEndpoint'
  }

  /** The fields that are serialized and shown in traces; none of them shows a secret. */
  override get lc_serializable_keys(): string[] {
    return [...storedFields]
  }

  /** The field whose name LangChain could not restore from its usual form. */
  override get lc_aliases(): Record<string, string> {
    return { [rawField]: rawField }
  }

  /** The environment variable that the key is loaded from when a serialized model is revived. */
  override get lc_secrets(): Record<string, string> {
    return { ...storedSecrets }
  }

  /** What the deployed model can do: as passed in `profile`, or what is known of a model of its name. */
  override get profile(): ModelProfile {
    return (this.#profile ??= profileOf(this.#model.endpoint))
  }

  // LangChain calls this before the fields of this class are initialized.
  /** The kind of model, for traces. */
  override _llmType(): string {
    return 'azureml_chat_endpoint'
  }

  /**
   * Streams the answer as message chunks. Without listeners, the chunks of a network read are passed on together, which costs
   * far less.
   */
  override async stream(
    input: BaseLanguageModelInput,
    options?: Partial<CallOptions>,
  ): Promise<IterableReadableStream<AIMessageChunk>> {
    const config: Partial<CallOptions> = ensureConfig(options)
    if (!this.#isDirect(config) || (await hasListeners(this, config))) {
      return cancelable(config.signal, (signal) => super.stream(input, { ...config, signal }))
    }
    const [, callOptions] = this._separateRunnableConfigFromCallOptionsCompat(config)
    const messages = BaseChatModel._convertInputToPromptValue(input).toChatMessages()
    const answer = await this.#model.openStream(this.#request(messages, callOptions), callOptions)
    return DirectStream.open(answer, new MessageChunkConverter(this.#origin), callOptions.signal)
  }

  /** Gets answers, from the cache if there is one: for the same messages only, images included. */
  override async generate(
    messages: BaseMessageLike[][],
    options?: string[] | Partial<CallOptions>,
    callbacks?: Callbacks,
  ): Promise<LLMResult> {
    const given: Partial<CallOptions> = (Array.isArray(options) ? { stop: options } : options) ?? {}
    const digest = this.cache === undefined ? undefined : this.#digestOf(messages, given)
    if (digest === undefined) return super.generate(messages, options, callbacks)
    const keyed: Partial<CallOptions> & Record<string, unknown> = { ...given, [digestOption]: digest }
    return super.generate(messages, keyed, callbacks)
  }

  /** Gets a whole answer, streamed first if `streaming` is true. */
  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    if (this.streaming && !this.disableStreaming) {
      return joinChunks(this._streamResponseChunks(messages, options, runManager), options.signal)
    }
    const response = await this.#model.call(this.#request(messages, options), options)
    const generations = [toGeneration(response, this.#origin)]
    return response.usage === undefined
      ? { generations }
      : { generations, llmOutput: { tokenUsage: tokenUsage(response.usage) } }
  }

  /** Streams an answer as generation chunks. */
  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const { signal } = options
    try {
      for await (const batch of this.#messages(messages, options)) {
        for (const message of batch) {
          if (signal?.aborted) return
          const chunk = toGenerationChunk(message)
          yield chunk
          if (runManager === undefined) continue
          await runManager.handleLLMNewToken(chunk.text, newTokenIndex, undefined, undefined, undefined, { chunk })
        }
      }
    } catch (error) {
      // Ended by the caller: LangChain throws in its own way then, with what has come so far.
      if (!signal?.aborted) throw error
    }
  }

  /** Streams an answer as LangChain's chat model events. */
  override async *_streamChatModelEvents(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<ChatModelStreamEvent> {
    const events = new ModelEventConverter(this.#origin)
    for await (const batch of this.#chunks(messages, options)) {
      for (const chunk of batch) {
        options.signal?.throwIfAborted()
        yield* events.convert(chunk)
      }
    }
    options.signal?.throwIfAborted()
    yield* events.finish()
  }

  /** Returns the parameters of a call, as traces show them. */
  override invocationParams(options?: this['ParsedCallOptions']): Record<string, unknown> {
    return tracedParams(this.#model, options ?? {}, this.#responseFormat)
  }

  /** Returns what LangSmith shows of a call. */
  override getLsParams(options: this['ParsedCallOptions']): LangSmithParams {
    return langSmithParams(this.#model, options ?? {})
  }

  /** Returns what identifies the model in caches and traces: where it is and how it is called, without secrets. */
  override _identifyingParams(): Record<string, unknown> {
    return withoutUnset({ ...identifyingParams(this.#model), response_format: this.#responseFormat })
  }

  /**
   * Returns the part of the cache key that depends on the call, without secrets and without options that cannot change the
   * answer, but with what decides its form.
   */
  override _getSerializedCacheKeyParametersForCall(options: CallOptions & { config?: RunnableConfig }): string {
    const question = (): ChatRequest => this.#request([new HumanMessage('?')], options)
    const keyed = cacheKeyOptions(this.#model.requestDigest, question, options)
    const { outputVersion = this.outputVersion } = options
    const messages = (options as Record<string, unknown>)[digestOption]
    const form = { outputVersion, includesRaw: this.#origin.includesRaw, [digestOption]: messages }
    return super._getSerializedCacheKeyParametersForCall({ ...keyed, ...form } as typeof options)
  }

  /** Adds up the token usage of several answers. */
  override _combineLLMOutput(...outputs: LLMResult['llmOutput'][]): LLMResult['llmOutput'] {
    const usages = outputs.map((output) => output?.['tokenUsage'] as TokenUsage | undefined)
    return withoutUnset({ tokenUsage: addTokenUsage(usages) })
  }

  /** Estimates the number of tokens, at four characters each, without a network request. */
  override async getNumTokens(content: MessageContent): Promise<number> {
    return estimateTokens(content)
  }

  /** Estimates the tokens of a conversation, for LangChain's middleware. */
  async getNumTokensFromMessages(messages: BaseMessage[]): Promise<{
    /** Tokens of all messages. */
    totalCount: number
    /** Tokens of each message, in order. */
    countPerMessage: number[]
  }> {
    return estimateMessageTokens(messages)
  }

  protected override _separateRunnableConfigFromCallOptionsCompat(
    options?: Partial<CallOptions>,
  ): [RunnableConfig, this['ParsedCallOptions']] {
    rejectUnknownOptions(options ?? {}, 'chat')
    const [config, callOptions] = super._separateRunnableConfigFromCallOptionsCompat(options)
    return [config, wrapSecrets(callOptions)]
  }

  #digestOf(messages: BaseMessageLike[][], options: Partial<CallOptions>): string | undefined {
    const toRequest = (given: BaseMessage[]): ChatRequest => this.#request(given, options)
    return conversationDigest(messages, toRequest, this.#model.requestDigest)
  }

  #request(messages: BaseMessage[], options: this['ParsedCallOptions']): ChatRequest {
    try {
      return chatRequest(
        { parameters: this.#model.parameters, responseFormat: this.#responseFormat },
        messages,
        options,
      )
    } catch (error) {
      throw markForLangChain(conversionError(error))
    }
  }

  async *#chunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<readonly ChatChunk[], void, undefined> {
    const request = this.#request(messages, options)
    if (this.disableStreaming) yield [toChunk(await this.#model.call(request, options))]
    else yield* this.#model.stream(request, options)
  }

  async *#messages(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<readonly LazyMessageChunk[], void, undefined> {
    const reader = new MessageChunkConverter(this.#origin)
    for await (const batch of this.#chunks(messages, options)) yield reader.convertAll(batch)
  }

  /** Whether a stream needs nothing that LangChain would add or a subclass has changed. */
  #isDirect({ outputVersion = this.outputVersion }: Partial<CallOptions>): boolean {
    const { _streamResponseChunks, _streamIterator } = AzureMLChatOnlineEndpoint.prototype
    const isOwn = this._streamResponseChunks === _streamResponseChunks && this._streamIterator === _streamIterator
    return isOwn && !this.disableStreaming && outputVersion !== 'v1'
  }
}

const rawField = '__includeRawResponse'

/** Call options are part of the cache key. */
const digestOption = '__messages'

const newTokenIndex = { prompt: 0, completion: 0 }
