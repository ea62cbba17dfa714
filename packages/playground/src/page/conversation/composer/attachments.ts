import type { FileUIPart } from 'ai'

/** Files that were read, and what is wrong with the others. */
export interface ReadFiles {
  readonly files: readonly FileUIPart[]
  readonly problems: readonly string[]
}

/** Reads files as data URLs, except those that are too large. */
export async function readFiles(chosen: readonly File[], sizeSoFar: number): Promise<ReadFiles> {
  const files: FileUIPart[] = []
  const problems: string[] = []
  let total = sizeSoFar
  for (const file of chosen) {
    total += file.size
    if (file.size > mostBytes || total > mostBytesInAll) problems.push(tooLarge(file))
    else {
      const read = await readFile(file).catch(() => undefined)
      if (read) files.push(read)
      else problems.push(`${file.name} cannot be read. Check that it still exists, and that it is not a folder.`)
    }
  }
  return { files, problems }
}

/** Estimates the number of bytes of a file from its data URL. */
export function sizeOf({ url }: FileUIPart): number {
  return url.length * 0.75
}

const mebibyte = 1024 * 1024
const mostBytes = 8 * mebibyte
/** The server accepts 32 MiB, base64 and earlier messages included. */
const mostBytesInAll = 16 * mebibyte

function tooLarge({ name, size }: File): string {
  const limit =
    size > mostBytes
      ? `A file can be up to ${mostBytes / mebibyte} MiB`
      : `The files of a message can be up to ${mostBytesInAll / mebibyte} MiB in total`
  return `${name} is ${(size / mebibyte).toFixed(1)} MiB. ${limit}; attach a smaller one.`
}

function readFile(file: File): Promise<FileUIPart> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    const mediaType = file.type || 'application/octet-stream'
    reader.addEventListener('load', () =>
      resolve({ type: 'file', mediaType, filename: file.name, url: String(reader.result) }),
    )
    reader.addEventListener('error', () => reject(reader.error ?? new Error(`${file.name} cannot be read.`)))
    reader.readAsDataURL(file)
  })
}

/** Returns the files of a paste. Office programs add a picture of the copied text, so text wins. */
export function pastedFiles({ types, files }: DataTransfer): readonly File[] {
  return types.includes('text/plain') ? [] : [...files]
}
