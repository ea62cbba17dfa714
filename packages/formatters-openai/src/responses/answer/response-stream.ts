import { type ChatStreamReader, type ParsedChatChunk, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../../json/json-object.ts'
import { unknownAnswer } from '../../response/unknown-answer.ts'
import type { Chunk } from '../../streaming/parsed-chunk.ts'
import { OutputReader } from './output-reader.ts'
import { failureOf, readEnd, readHead } from './response-fields.ts'

/** Creates a reader for the events of one response. */
export function openResponseStream(): ChatStreamReader {
  const stream = new ResponseStream()
  return (event) => (event === undefined ? stream.end() : stream.read(event))
}

/** The state of one stream. Reading a delta allocates only its chunk, since a stream has tens of thousands of them. */
class ResponseStream {
  readonly #output = new OutputReader()
  #hasHead = false
  /** The id that was emitted; gateways send another one at the end, which is the one to continue from. */
  #id: string | undefined
  #isFinished = false

  read(event: unknown): ParsedChatChunk | undefined {
    if (!isFields(event)) throw unknownAnswer(event, EXPECTED)
    if (this.#isFinished) return undefined
    const { type } = event
    if (type === 'response.output_text.delta') return this.#readText(event)
    if (typeof type !== 'string') throw unknownAnswer(event, EXPECTED)
    if (!type.startsWith('response.')) return other(event, type)
    const chunk: Chunk = {}
    this.#readOther(event, type, chunk)
    for (const _ in chunk) return chunk
    return undefined
  }

  /** Returns what was held back; a stream that was cut has reasoning to send back all the same. */
  end(): ParsedChatChunk | undefined {
    if (this.#isFinished) return undefined
    const chunk: Chunk = {}
    this.#output.end(chunk)
    for (const _ in chunk) return chunk
    return undefined
  }

  #readText(event: Fields): ParsedChatChunk | undefined {
    const { delta, logprobs } = event
    const hasLogprobs = Array.isArray(logprobs) && logprobs.length > 0
    if (typeof delta !== 'string' || delta === '') return hasLogprobs ? { logprobs } : undefined
    this.#output.countText(event, delta)
    return hasLogprobs ? { text: delta, logprobs } : { text: delta }
  }

  #readOther(event: Fields, type: string, chunk: Chunk): void {
    const delta = textOrUndefined(event['delta'])
    const position = event['output_index'] ?? undefined
    switch (type) {
      case 'response.function_call_arguments.delta':
        if (delta !== undefined) this.#output.readArguments(event, delta, chunk)
        break
      case 'response.function_call_arguments.done':
        this.#output.readWholeArguments(event, position, chunk)
        break
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        if (delta !== undefined) this.#output.readReasoning(event, delta, chunk)
        break
      case 'response.reasoning_summary_part.added':
      case 'response.reasoning_part.added':
      case 'response.reasoning_text.done':
        this.#output.beginReasoning()
        break
      case 'response.content_part.added':
        if (isReasoning(event['part'])) this.#output.beginReasoning()
        break
      case 'response.refusal.delta':
        if (delta !== undefined) this.#output.readRefusal(event, delta, chunk)
        break
      case 'response.output_text.annotation.added':
        this.#output.readAnnotations([event['annotation']], chunk)
        break
      case 'response.output_item.added':
        this.#output.openItem(event['item'], position, chunk)
        break
      case 'response.output_item.done':
        this.#output.readItem(event['item'], position, chunk)
        break
      default:
        this.#readResponse(event, type, chunk)
    }
  }

  /** Reads an event with the response itself. */
  #readResponse({ response }: Fields, type: string, chunk: Chunk): void {
    if (!isFields(response)) return
    if (!this.#hasHead) {
      this.#hasHead = true
      readHead(response, chunk)
      this.#id = chunk.id
    }
    if (type === 'response.failed' || type === 'response.cancelled') throw failureOf(response)
    if (type !== 'response.completed' && type !== 'response.incomplete') return
    this.#isFinished = true
    if (Array.isArray(response['output'])) this.#output.readMissing(response['output'], chunk)
    const id = textOrUndefined(response['id'])
    if (id !== undefined && id !== this.#id) chunk.id = id
    const status = type.slice('response.'.length)
    readEnd(response['status'] === undefined ? { ...response, status } : response, this.#output, chunk)
  }
}

const EXPECTED = 'an event of a response stream'

function isReasoning(part: unknown): boolean {
  return isFields(part) && part['type'] === 'reasoning_text'
}

/** Servers keep a connection open with events of their own. */
function other(event: Fields, type: string): undefined {
  if (!/^(?:ping|keepalive|keep-alive|heartbeat)$/.test(type)) throw unknownAnswer(event, EXPECTED)
  return undefined
}
