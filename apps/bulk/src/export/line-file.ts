import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { BulkError } from '../errors/bulk-error.ts'

/**
 * A file that is written line by line, with backpressure. It gets its name when it is complete and on the disk, so that an export
 * that fails keeps the file that was there.
 */
export class LineFile {
  /** Where the file will be: where a link leads to. */
  readonly path: string
  readonly #part: string
  readonly #handle: FileHandle
  #lines: string[] = []
  #size = 0

  private constructor(path: string, part: string, handle: FileHandle) {
    this.path = path
    this.#part = part
    this.#handle = handle
  }

  /**
   * Opens a file for writing.
   * @throws BulkError if that is not possible
   */
  static async create(path: string): Promise<LineFile> {
    try {
      const target = await targetOf(path)
      const existing = await statOf(target)
      // A terminal, a pipe or /dev/null must not be replaced by a file; opening a folder fails.
      if (existing !== undefined && !existing.isFile()) return new LineFile(target, target, await open(target, 'w'))
      // Another export may write to the same file.
      const part = `${target}.${randomUUID().slice(0, 8)}.part`
      return new LineFile(target, part, await openLike(existing, part))
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
    try {
      if (this.#part !== this.path) await this.#handle.sync()
      await this.#handle.close()
      if (this.#part !== this.path) await rename(this.#part, this.path)
    } catch (error) {
      throw unwritable(this.path, error)
    }
  }

  /** Removes what was written, after an error. */
  async discard(): Promise<void> {
    await this.#handle.close()
    if (this.#part !== this.path) await rm(this.#part, { force: true })
  }

  async #flush(): Promise<void> {
    const text = this.#lines.join('')
    this.#lines = []
    this.#size = 0
    try {
      await this.#handle.writeFile(text)
    } catch (error) {
      throw unwritable(this.path, error)
    }
  }
}

const bufferSize = 256 * 1024

/** Follows a link, even if there is no file yet where it leads to. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  // /dev/stdout may lead to a pipe, which has no path.
  const link = (await statOf(path)) === undefined ? await readlink(path).catch(() => undefined) : undefined
  return link === undefined ? path : targetOf(resolve(await realpath(dirname(path)), link))
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

/** Creates a file that no more users may read than an existing one, and with its owner where this user may do so. */
async function openLike(existing: Stats | undefined, path: string): Promise<FileHandle> {
  const handle = await open(path, 'wx', existing?.mode)
  if (existing !== undefined) {
    await handle.chown(existing.uid, existing.gid).catch(() => {})
    // The umask has taken away some of it.
    await handle.chmod(existing.mode).catch(() => {})
  }
  return handle
}

function unwritable(path: string, cause: unknown): BulkError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new BulkError(
    `${path} cannot be written (${reason}). Pass the path of a file in a folder that exists, on a disk with enough space.`,
  )
}
