import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readJsonFile, readTextFile } from './body-file.ts'
import { readCassette } from './cassette.ts'
import type { Exchange, RecordedResponse } from './exchange.ts'

/** A file that has no exchanges that this script understands. */
export interface SkippedFile {
  /** The project that the file belongs to. */
  readonly project: string
  /** The path below the folder. */
  readonly name: string
  /** Why it is skipped. */
  readonly why: string
}

/** Reads all recordings below a folder, one file at a time and in the order of their names. */
export function* readFolder(folder: string): Generator<Exchange | SkippedFile, void, undefined> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  for (const name of names) {
    const path = join(folder, name)
    const read = readers[extname(name.replace(/\.gz$/, ''))]
    if (read === undefined || !statSync(path).isFile()) continue
    yield* readFile({ path, name: relative(folder, path).split(sep).join('/') }, read)
  }
}

type Reader = (text: string) => RecordedResponse[] | undefined

const readers: Readonly<Record<string, Reader>> = {
  '.json': readJsonFile,
  '.jsonl': readTextFile,
  '.har': readJsonFile,
  '.txt': readTextFile,
  '.sse': readTextFile,
  '.yaml': readCassette,
  '.yml': readCassette,
}

/** A cassette with images in base64 takes minutes to parse and shows nothing about answers. */
const maxBytes = 2 * 1024 * 1024

function* readFile(
  { path, name }: { readonly path: string; readonly name: string },
  read: Reader,
): Generator<Exchange | SkippedFile, void, undefined> {
  const project = name.split('/')[0]?.replace('+', '/') ?? name
  const bytes = readFileSync(path)
  if (bytes.length > maxBytes) return yield { project, name, why: 'larger than 2 MiB' }
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().replace(/^\uFEFF/, '')
  const responses = attempt(() => read(text))
  if (responses === undefined) return yield { project, name, why: 'not a recording in a known format' }
  const several = responses.length > 1
  for (const [position, response] of responses.entries()) {
    yield { ...response, project, name: several ? `${name}#${position}` : name }
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
