import { type ChatStreamReader, type ParsedChatChunk, printable, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { foreign, isPresent, readEnd } from './answer.ts'
import { openCitations } from './citations.ts'
import { thinkingData } from './provider-data.ts'

/** Creates a reader for the events of one stream, from `message-start` to `message-end`; skips other kinds of events. */
export function openChatV2Stream(): ChatStreamReader {
  const stream = new StreamState()
  return (event) => stream.read(event)
}

class StreamState {
  readonly #citations = openCitations()
  #isCohere = false
  #unknownType: string | undefined
  /** Whether the answer has parts of type `thinking`. */
  #thinks = false
  /** The index of a call that has no arguments so far. */
  #bareCall: unknown
  #hasContent = false

  read(event: unknown): ParsedChatChunk | undefined {
    if (event === undefined) {
      if (!this.#isCohere && this.#unknownType !== undefined)
        throw foreign(`only events such as "${this.#unknownType}"`)
      return undefined
    }
    if (!isFields(event) || typeof event['type'] !== 'string') throw foreign('an event without a type')
    const type = event['type']
    const delta = isFields(event['delta']) ? event['delta'] : undefined
    const message = isFields(delta?.['message']) ? delta['message'] : undefined
    switch (type) {
      case 'content-delta':
      case 'content-start':
        this.#isCohere = true
        return this.#content(message?.['content'], event['logprobs'])
      case 'tool-plan-delta':
        this.#isCohere = true
        return this.#plan(message?.['tool_plan'])
      case 'tool-call-start':
      case 'tool-call-delta':
        this.#isCohere = true
        return this.#toolCall(event['index'], message?.['tool_calls'])
      case 'citation-start': {
        this.#isCohere = true
        const sources = this.#citations(message?.['citations'])
        return sources && { sources }
      }
      case 'message-start':
        this.#isCohere = true
        return { id: textOrUndefined(event['id']) }
      case 'message-end':
        this.#isCohere = true
        return this.#end(delta ?? {})
      default:
        this.#skip(type)
        return undefined
    }
  }

  #content(content: unknown, logprobs: unknown): ParsedChatChunk | undefined {
    if (!isFields(content)) return undefined
    const thinking = textOrUndefined(content['thinking'])
    const text = textOrUndefined(content['text'])
    if (thinking !== undefined) this.#thinks = true
    if (thinking !== undefined || text !== undefined) this.#hasContent = true
    if (isPresent(logprobs)) return { text, reasoning: thinking, logprobs }
    if (thinking === undefined) return text === undefined ? undefined : { text }
    return { text, reasoning: thinking }
  }

  #plan(plan: unknown): ParsedChatChunk | undefined {
    const reasoning = textOrUndefined(plan)
    if (reasoning === undefined) return undefined
    this.#hasContent = true
    return { reasoning }
  }

  #toolCall(position: unknown, call: unknown): ParsedChatChunk | undefined {
    if (!isFields(call)) return undefined
    const called: Fields = isFields(call['function']) ? call['function'] : {}
    const name = textOrUndefined(called['name'])
    let json = textOrUndefined(called['arguments'])
    if (name !== undefined) this.#bareCall = position
    // Cohere has null for the arguments of tools without parameters.
    if (json === 'null' && this.#bareCall === position) json = undefined
    else if (json !== undefined) this.#bareCall = undefined
    this.#hasContent = true
    const index = typeof position === 'number' ? position : undefined
    const delta = { index, id: textOrUndefined(call['id']), name, arguments: json }
    // The first piece tells adapters what belongs to the call, so it cannot wait for the end.
    return this.#thinks && name !== undefined
      ? { toolCalls: [delta], providerData: thinkingData }
      : { toolCalls: [delta] }
  }

  /** A failure without an answer is not an empty answer. */
  #end(delta: Fields): ParsedChatChunk {
    const end = readEnd(delta)
    const error = textOrUndefined(delta['error'])
    if (error !== undefined && end.finishReason !== 'stop') throw new Error(`The model failed: ${error}`)
    if (end.finishReason === 'error' && !this.#hasContent) throw foreign('an empty message')
    return end
  }

  #skip(type: string): void {
    if (skipped.has(type)) this.#isCohere = true
    else this.#unknownType ??= printable(type.slice(0, MAX_TYPE_LENGTH))
  }
}

/** Events without content; new ones may be added, but a stream without any of Cohere's events is another service's. */
const skipped: ReadonlySet<string> = new Set(['content-end', 'tool-call-end', 'citation-end', 'debug'])

const MAX_TYPE_LENGTH = 60
