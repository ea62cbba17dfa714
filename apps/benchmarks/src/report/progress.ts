/** A line on the terminal that shows the progress of a suite. */
export class Progress {
  readonly #name: string
  readonly #started = Date.now()

  constructor(name: string) {
    this.#name = name
  }

  show(text: string): void {
    if (!process.stderr.isTTY) return
    const seconds = Math.round((Date.now() - this.#started) / 1_000)
    process.stderr.write(`\r\u001B[K${this.#name}: ${text} (${seconds} s)`)
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
  }
}
