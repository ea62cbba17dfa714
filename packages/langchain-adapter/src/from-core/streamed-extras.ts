import { type AnswerExtras, type ChatChunk, isFields } from '@azureml-endpoints/core'
import { serviceMetadata } from './metadata.ts'
import { providerMetadata, setOwn } from './provider-data.ts'

type Extras = { -readonly [Name in keyof AnswerExtras]: AnswerExtras[Name] }

/** Collects what a stream says of its answer as a whole, which is sent once: LangChain would join or add up what comes twice. */
export class StreamedExtras {
  readonly #extras: Extras = {}
  readonly #callIds = new Map<number, string>()
  readonly #callData: Record<string, unknown> = {}

  /** Adds what a chunk has. Called for every chunk, so it allocates nothing if there is nothing. */
  add(chunk: ChatChunk): void {
    const extras = this.#extras
    if (chunk.createdAt !== undefined) extras.createdAt ??= chunk.createdAt
    if (chunk.serviceTier !== undefined) extras.serviceTier = chunk.serviceTier
    if (chunk.systemFingerprint !== undefined) extras.systemFingerprint = chunk.systemFingerprint
    if (chunk.providerData !== undefined) extras.providerData = chunk.providerData
    if (chunk.logprobs !== undefined) extras.logprobs = addLogprobs(extras.logprobs, chunk.logprobs)
    if (chunk.toolCalls === undefined) return
    for (const { index, id, providerData } of chunk.toolCalls) {
      if (id !== undefined) this.#callIds.set(index, id)
      const known = this.#callIds.get(index)
      if (providerData !== undefined && known !== undefined) setOwn(this.#callData, known, providerData)
    }
  }

  /** Returns the metadata of the whole answer. */
  metadata(): Record<string, unknown> {
    return {
      ...serviceMetadata(this.#extras),
      ...providerMetadata({ message: this.#extras.providerData, toolCalls: this.#callData }),
    }
  }
}

/** Appends the lists of tokens in place, since copying would be quadratic; the first is copied, which belongs to the raw event. */
function addLogprobs(sum: unknown, added: unknown): unknown {
  if (!isFields(added)) return added
  if (!isFields(sum)) return Object.fromEntries(Object.entries(added).map(([name, value]) => [name, copyList(value)]))
  const lists: Record<string, unknown> = sum
  for (const name in added) {
    const list = lists[name]
    const more = added[name]
    if (Array.isArray(list) && Array.isArray(more)) for (const item of more) list.push(item)
    else if (more !== undefined && more !== null) lists[name] = copyList(more)
  }
  return lists
}

function copyList(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as readonly unknown[])] : value
}
