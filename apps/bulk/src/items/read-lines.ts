import { createReadStream } from 'node:fs'
import { BulkError } from '../errors/bulk-error.ts'

/** A line of a file that is not blank. */
export interface Line {
  /** The line number, from 1. */
  readonly number: number
  /** The text, without the line break; `undefined` if it is not UTF-8. */
  readonly text: string | undefined
}

/** The maximum size of a line, because several copies of it are held in memory. */
const maxLineBytes = 64 * 1024 * 1024

/**
 * Reads the lines of a file one by one. Only line feeds end a line: JSON text may contain U+2028, where `node:readline` would
 * cut it.
 */
export async function* readLines(file: string): AsyncGenerator<Line> {
  let number = 0
  for await (const bytes of splitLines(file)) {
    number += 1
    const text = decode(bytes)
    if (text?.trim() !== '') yield { number, text }
  }
}

async function* splitLines(file: string): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      pieces.push(chunk.subarray(start, end))
      yield Buffer.concat(pieces)
      pieces = []
      size = 0
      start = end + 1
    }
    pieces.push(chunk.subarray(start))
    size += chunk.length - start
    if (size > maxLineBytes) throw new BulkError(`${file} has a line of more than 64 MiB. Is it a JSON Lines file?`)
  }
  yield Buffer.concat(pieces)
}

function decode(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

const lineFeed = 10
/** Throws for invalid bytes, because replacing them would change the prompt. A byte order mark is skipped. */
const decoder = new TextDecoder('utf-8', { fatal: true })
