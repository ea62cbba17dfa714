import type { LanguageModelV4File, SharedV4ProviderMetadata } from '@ai-sdk/provider'
import type { AnswerExtras } from '@azureml-endpoints/core'
import { safeJson } from '../untrusted/safe-json.ts'
import { CollectedAudio } from './collected-audio.ts'
import { CollectedLogprobs } from './collected-logprobs.ts'
import type { AzureMLResponseMetadata } from './metadata.ts'

/** What an answer has beside its content, from a whole answer or from the chunks of a stream. */
export class CollectedExtras {
  #refusal = ''
  #serviceTier: string | undefined
  #systemFingerprint: string | undefined
  #logprobs: CollectedLogprobs | undefined
  #audio: CollectedAudio | undefined
  #providerData: unknown

  /** Adds an answer or a chunk. Called for every chunk, so it creates nothing unless there is an extra. */
  add(extras: AnswerExtras): void {
    const { refusal, serviceTier, systemFingerprint, logprobs, audio, providerData } = extras
    if (refusal !== undefined) this.#refusal += refusal
    if (serviceTier !== undefined) this.#serviceTier = serviceTier
    if (systemFingerprint !== undefined) this.#systemFingerprint = systemFingerprint
    if (logprobs !== undefined) (this.#logprobs ??= new CollectedLogprobs()).add(logprobs)
    if (audio !== undefined) (this.#audio ??= new CollectedAudio()).add(audio)
    if (providerData !== undefined) this.#providerData = providerData
  }

  /** The metadata of the answer, with those of its response. */
  metadataWith(response: AzureMLResponseMetadata): SharedV4ProviderMetadata {
    const metadata: AzureMLResponseMetadata = { ...response }
    const logprobs = safeJson(this.#logprobs?.value)
    if (this.#refusal !== '') metadata.refusal = this.#refusal
    if (this.#serviceTier !== undefined) metadata.serviceTier = this.#serviceTier
    if (this.#systemFingerprint !== undefined) metadata.systemFingerprint = this.#systemFingerprint
    if (logprobs !== undefined) metadata.logprobs = logprobs
    return { azureML: metadata }
  }

  /** The speech that the model generated. */
  get audioFile(): LanguageModelV4File | undefined {
    return this.#audio?.file
  }

  /** What the endpoint needs back with the answer. */
  get providerData(): unknown {
    return this.#providerData
  }
}
