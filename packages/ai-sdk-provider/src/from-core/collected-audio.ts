import type { JSONObject, LanguageModelV4File } from '@ai-sdk/provider'
import { detectMediaType } from '@ai-sdk/provider-utils'
import type { GeneratedAudio } from '@azureml-endpoints/core'

/** Joins the pieces of speech that the model generated. */
export class CollectedAudio {
  #id: string | undefined
  #data = ''
  #transcript = ''
  #mediaType: string | undefined
  #expiresAt: Date | undefined

  add({ id, data, transcript, mediaType, expiresAt }: GeneratedAudio): void {
    if (id !== undefined) this.#id = id
    if (data !== undefined) this.#data += data
    if (transcript !== undefined) this.#transcript += transcript
    if (mediaType !== undefined) this.#mediaType = mediaType
    if (expiresAt !== undefined) this.#expiresAt = expiresAt
  }

  /** The recording; its transcript is in the metadata, from where it gets into the next request. */
  get file(): LanguageModelV4File | undefined {
    if (this.#data === '') return undefined
    const data = this.#data
    const audio: JSONObject = {}
    if (this.#id !== undefined) audio['id'] = this.#id
    if (this.#transcript !== '') audio['transcript'] = this.#transcript
    if (this.#expiresAt !== undefined) audio['expiresAt'] = this.#expiresAt.toISOString()
    return {
      type: 'file',
      mediaType: this.#mediaType ?? detectMediaType({ data, topLevelType: 'audio' }) ?? 'audio/wav',
      data: { type: 'data', data },
      providerMetadata: { azureML: { audio } },
    }
  }
}
