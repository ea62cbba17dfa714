import { type ParsedChatChunk, type Source, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'
import { sourceOf } from '../response/sources.ts'
import { openBlock, type OpenBlock, recordOf } from './open-block.ts'

/** Reads the content blocks of one stream. Reading a delta allocates only its chunk, since a stream has thousands of them. */
export class BlockReader {
  /** Whether any text has arrived. */
  hasText = false
  readonly #blocks = new Map<unknown, OpenBlock>()
  readonly #order: OpenBlock[] = []
  /** The latest block, which nearly all deltas belong to. */
  #latest: OpenBlock | undefined
  #latestIndex: unknown
  #calls = 0
  /** The number of blocks whose arguments are known to be complete. */
  #settled = 0

  /** Reads the start of a block, which in some answers has content already. */
  start({ index, content_block: start }: Fields): ParsedChatChunk | undefined {
    if (!isFields(start)) throw new Error('A content block in the stream has no content.')
    const block = openBlock(start, this.#calls)
    this.#blocks.set(index, block)
    this.#order.push(block)
    this.#latest = block
    this.#latestIndex = index
    if (block.kind === 'tool_use') return this.#startCall(start)
    if (block.kind === 'text') return this.#startText(block, start)
    return block.kind === 'thinking' ? addThought(block, start['thinking']) : undefined
  }

  /** Reads a piece of a block. */
  readDelta(event: Fields): ParsedChatChunk | undefined {
    const { delta } = event
    const block = event['index'] === this.#latestIndex ? this.#latest : this.#blocks.get(event['index'])
    if (!isFields(delta) || block === undefined) throw new Error('A delta in the stream has no block or no content.')
    switch (delta['type']) {
      case 'text_delta':
        return this.#addText(block, delta['text'])
      case 'input_json_delta':
        return addInput(block, delta['partial_json'])
      case 'thinking_delta':
        return addThought(block, delta['thinking'])
      case 'signature_delta':
        if (typeof delta['signature'] === 'string') block.signature = delta['signature']
        return undefined
      case 'citations_delta':
        return addCitations(block, [delta['citation']])
      case 'compaction_delta':
        if (typeof delta['content'] === 'string') block.pieces.push(delta['content'])
        return undefined
      default:
        block.isIncomplete = true
        return undefined
    }
  }

  /** Reads the end of a block. */
  stop({ index }: Fields): ParsedChatChunk | undefined {
    const block = this.#blocks.get(index)
    const call = block && wholeArguments(block)
    return call && { toolCalls: [call] }
  }

  /** Returns the arguments of calls whose end is missing. */
  lateArguments(): ParsedChatChunk['toolCalls'] {
    const calls = this.#order
      .slice(this.#settled)
      .map(wholeArguments)
      .filter((call) => call !== undefined)
    this.#settled = this.#order.length
    return calls.length > 0 ? calls : undefined
  }

  /** Returns the blocks as they are kept for later requests. */
  records(): readonly Fields[] {
    return this.#order.map(recordOf).filter((record) => record !== undefined)
  }

  #startCall({ id, name }: Fields): ParsedChatChunk {
    const index = this.#calls++
    return { toolCalls: [{ index, id: textOrUndefined(id), name: textOrUndefined(name) }] }
  }

  #startText(block: OpenBlock, { text, citations }: Fields): ParsedChatChunk | undefined {
    const sources = Array.isArray(citations) ? addCitations(block, citations) : undefined
    const first = this.#addText(block, text)
    return sources === undefined ? first : { ...first, ...sources }
  }

  #addText(block: OpenBlock, text: unknown): ParsedChatChunk | undefined {
    if (typeof text !== 'string' || text === '') return undefined
    block.length += text.length
    this.hasText = true
    return { text }
  }
}

function addThought(block: OpenBlock, thought: unknown): ParsedChatChunk | undefined {
  if (typeof thought !== 'string' || thought === '') return undefined
  block.pieces.push(thought)
  return { reasoning: thought }
}

/** The input of a tool that the server runs is no tool call of the answer. */
function addInput(block: OpenBlock, json: unknown): ParsedChatChunk | undefined {
  if (typeof json !== 'string' || json === '') return undefined
  if (block.kind !== 'tool_use') {
    block.pieces.push(json)
    return undefined
  }
  block.hasArguments = true
  return { toolCalls: [{ index: block.call, arguments: json }] }
}

function addCitations(block: OpenBlock, citations: readonly unknown[]): ParsedChatChunk | undefined {
  const sources: Source[] = []
  for (const citation of citations) {
    block.citations.push(citation)
    const source = sourceOf(citation)
    if (source !== undefined) sources.push(source)
  }
  return sources.length > 0 ? { sources } : undefined
}

/** Some servers send the whole input at the start, and no deltas. */
function wholeArguments(block: OpenBlock): { readonly index: number; readonly arguments: string } | undefined {
  const { input } = block.start
  if (block.kind !== 'tool_use' || block.hasArguments || !isFields(input)) return undefined
  block.hasArguments = true
  return Object.keys(input).length > 0 ? { index: block.call, arguments: JSON.stringify(input) } : undefined
}
