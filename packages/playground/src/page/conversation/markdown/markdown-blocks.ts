import { marked } from 'marked'
import remend from 'remend'

/** Splits Markdown that grows at its end into blocks; finished blocks are the same strings as before. */
export class MarkdownBlocks {
  #text = ''
  #blocks: readonly string[] = []

  /** Splits the text; what an earlier text had in common is not parsed again, except its last block. */
  split(text: string): readonly string[] {
    const isLonger = text.length > this.#text.length && text.startsWith(this.#text)
    if (text === this.#text) return this.#blocks
    const settled = isLonger ? this.#blocks.slice(0, -1) : []
    const start = settled.reduce((length, block) => length + block.length, 0)
    this.#blocks = [...settled, ...parseBlocks(text.slice(start))]
    this.#text = text
    return this.#blocks
  }
}

function parseBlocks(text: string): string[] {
  const blocks: string[] = []
  for (const { raw, type } of marked.lexer(text)) {
    // White space belongs to the block before it, so that the blocks joined are the text.
    if (type === 'space' && blocks.length > 0) blocks[blocks.length - 1] += raw
    else blocks.push(raw)
  }
  // The lexer normalizes line breaks; a text with others is one block.
  return blocks.join('') === text ? blocks : [text]
}

/** Completes what a stream has left open at the end of a block, such as `**bold`, and hides a fence that is being typed. */
export function completeBlock(block: string): string {
  return remend(block.replace(/(^|\n)[ \t]{0,3}(?:`{1,2}|~{1,2}|`{3,}[\w+-]*)$/, '$1'))
}
