import { isFields, type Fields } from '@azureml-endpoints/core'
import { audioOf, dateOf, logprobsOf } from '../response/extras.ts'
import { isPresent, isSigned, type OpenAIProviderData, type ReasoningField } from '../response/provider-data.ts'
import { mayHaveSources, messageMayHaveSources, SourceCollector } from '../response/sources.ts'
import type { Chunk } from './parsed-chunk.ts'
import { ReasoningDetails } from './reasoning-details.ts'

/** Parses what the events of one stream have beside text and tool calls. Most repeat it, so only what is new is emitted. */
export class StreamExtras {
  readonly #audioType: string | undefined
  #isDated = false
  #serviceTier: unknown = ''
  #systemFingerprint: unknown = ''
  #sources: SourceCollector | undefined
  #providerData: OpenAIProviderData | undefined
  #details: ReasoningDetails | undefined
  #thinkingBlocks: ReasoningDetails | undefined

  constructor(audioType: string | undefined) {
    this.#audioType = audioType
  }

  /** Parses the fields of an event. */
  readEvent(event: Fields, chunk: Chunk): void {
    const { service_tier: tier, system_fingerprint: fingerprint } = event
    if (!this.#isDated) this.#readDate(event['created'], chunk)
    if (tier !== this.#serviceTier && typeof tier === 'string' && tier !== '') {
      this.#serviceTier = tier
      chunk.serviceTier = tier
    }
    if (fingerprint !== this.#systemFingerprint && typeof fingerprint === 'string' && fingerprint !== '') {
      this.#systemFingerprint = fingerprint
      chunk.systemFingerprint = fingerprint
    }
    if (mayHaveSources(event)) this.#readSources(event, NOTHING, chunk)
  }

  /** Parses the fields of the selected choice and of its delta or message. */
  readMessage(choice: Fields, message: Fields, chunk: Chunk): void {
    const {
      audio,
      reasoning,
      reasoning_details: details,
      thinking_blocks: blocks,
      extra_content: extraContent,
    } = message
    const { logprobs } = choice
    if (typeof logprobs === 'object' && logprobs !== null) {
      const given = logprobsOf(logprobs)
      if (given !== undefined) chunk.logprobs = given
    }
    if (typeof audio === 'object' && audio !== null) {
      const piece = audioOf(audio, this.#audioType)
      if (piece !== undefined) chunk.audio = piece
    }
    if (messageMayHaveSources(message)) this.#readSources(NOTHING, message, chunk)
    if (Array.isArray(details)) (this.#details ??= new ReasoningDetails()).push(details)
    if (Array.isArray(blocks)) (this.#thinkingBlocks ??= new ReasoningDetails()).push(blocks)
    if (isFields(reasoning) && isPresent(reasoning)) this.#record({ encryptedReasoning: reasoning }, chunk)
    if (isFields(extraContent) && isPresent(extraContent)) this.#record({ extraContent }, chunk)
  }

  /** Records where the reasoning is; a field wins over tags. */
  recordReasoning(field: ReasoningField, chunk: Chunk): void {
    const known = this.#providerData?.reasoningField
    if (known !== field && (known === undefined || known === 'none')) this.#record({ reasoningField: field }, chunk)
  }

  /** Whether reasoning has been found in a field or in the content. */
  get hasReasoning(): boolean {
    return this.#providerData?.reasoningField !== undefined
  }

  /** Emits what is known only at the end of the stream. */
  end(chunk: Chunk): void {
    const reasoningDetails = this.#details?.joined()
    if (reasoningDetails !== undefined) this.#record({ reasoningDetails }, chunk)
    const thinkingBlocks = this.#thinkingBlocks?.joined()?.filter(isSigned)
    if (thinkingBlocks?.length) this.#record({ thinkingBlocks }, chunk)
  }

  #readDate(created: unknown, chunk: Chunk): void {
    const createdAt = dateOf(created)
    if (createdAt === undefined) return
    this.#isDated = true
    chunk.createdAt = createdAt
  }

  #readSources(event: Fields, message: Fields, chunk: Chunk): void {
    const sources = (this.#sources ??= new SourceCollector()).collect(event, message)
    if (sources.length > 0) chunk.sources = chunk.sources === undefined ? sources : [...chunk.sources, ...sources]
  }

  #record(data: OpenAIProviderData, chunk: Chunk): void {
    this.#providerData = { ...this.#providerData, ...data }
    chunk.providerData = this.#providerData
  }
}

const NOTHING: Fields = {}
