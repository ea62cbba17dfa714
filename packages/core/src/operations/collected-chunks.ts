import type { ToolCall } from '../messages/chat-message.ts'
import type { ChatChunk, ChatResponse, GeneratedAudio, Source, ToolCallDelta } from '../messages/chat-response.ts'
import type { ChunkReader } from '../streaming/chunk-reader.ts'

type Collected = { -readonly [Name in keyof ChatResponse]?: ChatResponse[Name] }
type Call = { -readonly [Name in keyof ToolCall]: ToolCall[Name] }

/** A stream whose first chunks have been read. */
export interface OpenedChunks {
  readonly reader: Pick<ChunkReader, 'next'>
  readonly first: readonly ChatChunk[] | undefined
}

/** Reads a stream to its end and joins its chunks to a whole answer, with the list of its events as `raw`. */
export async function collectChunks({ reader, first }: OpenedChunks): Promise<ChatResponse> {
  const collector = new Collector()
  for (let batch = first; batch !== undefined; batch = await reader.next()) {
    for (const chunk of batch) collector.add(chunk)
  }
  return collector.response()
}

/** Joins the chunks of one answer. */
class Collector {
  readonly #answer: Collected = {}
  readonly #text: string[] = []
  readonly #reasoning: string[] = []
  readonly #refusal: string[] = []
  readonly #raw: unknown[] = []
  readonly #logprobs: unknown[] = []
  readonly #sources: Source[] = []
  readonly #audioData: string[] = []
  readonly #transcript: string[] = []
  #audio: GeneratedAudio | undefined
  readonly #calls = new Map<number, { readonly call: Call; readonly pieces: string[] }>()

  add(chunk: ChatChunk): void {
    const { text, reasoning, refusal, toolCalls, audio, logprobs, raw } = chunk
    if (raw !== undefined) this.#raw.push(raw)
    if (text !== undefined) this.#text.push(text)
    if (reasoning !== undefined) this.#reasoning.push(reasoning)
    if (refusal !== undefined) this.#refusal.push(refusal)
    if (logprobs !== undefined) this.#logprobs.push(logprobs)
    for (const source of chunk.sources ?? []) this.#sources.push(source)
    for (const delta of toolCalls ?? []) this.#addToCall(delta)
    if (audio !== undefined) this.#addAudio(audio)
    this.#addFields(chunk)
  }

  response(): ChatResponse {
    const answer = this.#answer
    if (this.#reasoning.length > 0) answer.reasoning = this.#reasoning.join('')
    if (this.#refusal.length > 0) answer.refusal = this.#refusal.join('')
    if (this.#sources.length > 0) answer.sources = this.#sources
    if (this.#logprobs.length > 0) answer.logprobs = this.#logprobs
    if (this.#audio !== undefined) answer.audio = this.#joinedAudio(this.#audio)
    for (const { call, pieces } of this.#calls.values()) call.arguments = pieces.join('')
    const toolCalls = Array.from(this.#calls.values(), ({ call }) => call)
    return { ...(answer as ChatResponse), text: this.#text.join(''), toolCalls, raw: this.#raw }
  }

  /** Keeps what is on one chunk of a stream, or the same on all of them. */
  #addFields(chunk: ChatChunk): void {
    const answer = this.#answer
    for (const name of singleFields) {
      if (chunk[name] !== undefined) Object.assign(answer, { [name]: chunk[name] })
    }
    answer.createdAt ??= chunk.createdAt
  }

  #addToCall({ index, id, name, arguments: piece, providerData }: ToolCallDelta): void {
    let open = this.#calls.get(index)
    if (open === undefined) {
      open = { call: { id: '', name: '', arguments: '' }, pieces: [] }
      this.#calls.set(index, open)
    }
    if (id !== undefined) open.call.id = id
    if (name !== undefined) open.call.name = name
    if (providerData !== undefined) open.call.providerData = providerData
    if (piece !== undefined) open.pieces.push(piece)
  }

  #addAudio(audio: GeneratedAudio): void {
    if (audio.data !== undefined) this.#audioData.push(audio.data)
    if (audio.transcript !== undefined) this.#transcript.push(audio.transcript)
    this.#audio = { ...this.#audio, ...audio }
  }

  #joinedAudio(audio: GeneratedAudio): GeneratedAudio {
    return {
      ...audio,
      ...(this.#audioData.length > 0 && { data: this.#audioData.join('') }),
      ...(this.#transcript.length > 0 && { transcript: this.#transcript.join('') }),
    }
  }
}

const singleFields = [
  'finishReason',
  'rawFinishReason',
  'usage',
  'model',
  'serviceTier',
  'systemFingerprint',
  'id',
  'providerData',
  'headers',
  'request',
] as const
