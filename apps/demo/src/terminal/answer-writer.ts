import { styleText } from 'node:util'
import { escapeText } from '@azureml-endpoints/endpoint-emulator'

const indent = '  '

/** Writes an answer as it arrives, with control characters escaped. On a terminal, wraps lines at words and shows the progress below. */
export class AnswerWriter {
  readonly #output: NodeJS.WriteStream
  /** Whether the cursor can be moved. */
  readonly #cursorMovable: boolean
  #column = 0

  constructor(output: NodeJS.WriteStream) {
    this.#output = output
    this.#cursorMovable = output.isTTY && process.env['TERM'] !== 'dumb'
  }

  write(chunk: string, style: 'dim' | 'reset', progress: string): void {
    this.#clearBelow()
    for (const part of escapeText(chunk).split(/(\n)|(?<=\s)(?=\S)/)) if (part) this.#place(part, style)
    this.#showBelow(progress)
  }

  end(): void {
    this.#clearBelow()
    if (this.#column > 0) this.#output.write('\n')
    this.#column = 0
  }

  #place(part: string, style: 'dim' | 'reset'): void {
    const width = this.#cursorMovable ? Math.min(this.#output.columns || 100, 100) : Infinity
    if (part === '\n') return this.#breakLine()
    if (this.#column > 0 && this.#column + part.trimEnd().length > width) this.#breakLine()
    if (this.#column === 0) this.#output.write(indent)
    const shown = this.#column === 0 ? part.trimStart() : part
    this.#column = (this.#column || indent.length) + shown.length
    this.#output.write(style === 'dim' ? styleText('dim', shown) : shown)
  }

  #breakLine(): void {
    this.#output.write('\n')
    this.#column = 0
  }

  #showBelow(progress: string): void {
    if (!this.#cursorMovable) return
    const line = styleText('dim', `${indent}${progress}`.slice(0, (this.#output.columns || 100) - 1))
    this.#output.write(`\n\x1b[K${line}\x1b[1A\x1b[${this.#column + 1}G`)
  }

  #clearBelow(): void {
    if (this.#cursorMovable) this.#output.write('\x1b[J')
  }
}
