import type { ChatChunk, ChatMessage, ToolCall } from '@azureml-endpoints/core'

/** An answer whose chunks are still arriving. */
export class StreamedAnswer {
  readonly toolCalls: OpenCall[] = []
  #content = ''
  #reasoning = ''
  #providerData: unknown
  #audio = ''
  #mediaType = 'audio/wav'

  /** Adds a chunk. */
  add({ text = '', reasoning = '', toolCalls, providerData, audio }: ChatChunk): void {
    this.#content += text
    this.#reasoning += reasoning
    this.#providerData = providerData ?? this.#providerData
    this.#audio += audio?.data ?? ''
    this.#mediaType = audio?.mediaType ?? this.#mediaType
    for (const { index, id = '', name = '', arguments: piece = '', providerData: data } of toolCalls ?? []) {
      const call = (this.toolCalls[index] ??= { id, name, arguments: '' })
      call.arguments += piece
      if (data !== undefined) call.providerData = data
    }
  }

  /** The generated speech, if there is any. */
  get audio(): { readonly mediaType: string; readonly url: string } | undefined {
    if (this.#audio === '') return undefined
    return { mediaType: this.#mediaType, url: `data:${this.#mediaType};base64,${this.#audio}` }
  }

  /** Returns the answer as a message of the next request. */
  message(): ChatMessage {
    const { toolCalls } = this
    const [content, reasoning, providerData] = [this.#content, this.#reasoning, this.#providerData]
    return { role: 'assistant', content, reasoning, providerData, toolCalls }
  }
}

/** A tool call whose arguments are still arriving. */
type OpenCall = { -readonly [Key in keyof ToolCall]: ToolCall[Key] }
