import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { BulkError } from '../errors/bulk-error.ts'

/**
 * A file that is written line by line, with backpressure. It gets its name when it is complete, so that an export that fails
 * keeps the file that was there.
 */
export class LineFile {
  readonly #path: string
  readonly #part: string
  readonly #handle: FileHandle
  #lines: string[] = []
  #size = 0

  private constructor(path: string, part: string, handle: FileHandle) {
    this.#path = path
    this.#part = part
    this.#handle = handle
  }

  /**
   * Opens a file for writing.
   * @throws BulkError if that is not possible
   */
  static async create(path: string): Promise<LineFile> {
    try {
      // Links are kept.
      const target = await realpath(path).catch(() => path)
      const existing = await stat(target).catch(() => undefined)
      // A terminal, a pipe or /dev/null must not be replaced by a file; opening a folder fails.
      const part = existing === undefined || existing.isFile() ? `${target}.part` : target
      return new LineFile(target, part, await open(part, 'w'))
    } catch (error) {
      throw unwritable(path, error)
    }
  }

  /** Adds a line. */
  async write(line: string): Promise<void> {
    this.#lines.push(line)
    this.#size += line.length
    if (this.#size >= bufferSize) await this.#flush()
  }

  /** Writes what is left, and gives the file its name. */
  async finish(): Promise<void> {
    await this.#flush()
    await this.#handle.close()
    if (this.#part !== this.#path) await rename(this.#part, this.#path)
  }

  /** Removes what was written, after an error. */
  async discard(): Promise<void> {
    await this.#handle.close()
    if (this.#part !== this.#path) await rm(this.#part, { force: true })
  }

  async #flush(): Promise<void> {
    const text = this.#lines.join('')
    this.#lines = []
    this.#size = 0
    try {
      await this.#handle.writeFile(text)
    } catch (error) {
      throw unwritable(this.#path, error)
    }
  }
}

const bufferSize = 256 * 1024

function unwritable(path: string, cause: unknown): BulkError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new BulkError(
    `${path} cannot be written (${reason}). Pass the path of a file in a folder that exists, on a disk with enough space.`,
  )
}
