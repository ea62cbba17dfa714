import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the page. */
export interface PageFile {
  /** What the file holds. */
  readonly content: string | Uint8Array<ArrayBuffer>
  /** The media type. */
  readonly type: string
}

/** Reads the page that was built with this package, and returns its files by path. */
export async function readPage(): Promise<ReadonlyMap<string, PageFile>> {
  // The bundler puts this file beside the folder of the page.
  const folder = fileURLToPath(new URL('public', import.meta.url))
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new Error(`There is no page in ${folder}. Build the package, or start development/command.ts.`, { cause })
  })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths.map(async (path) => {
    const name = relative(folder, path).replaceAll('\\', '/')
    return [pathOf(name), { content: new Uint8Array(await readFile(path)), type: mediaTypeOf(name) }] as const
  })
  return new Map(await Promise.all(files))
}

/** Returns the path of a file of the page. */
export function pathOf(name: string): string {
  return name === 'index.html' ? '/' : `/${name}`
}

/** Returns the content type of a file of the page. */
export function mediaTypeOf(name: string): string {
  return types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  md: 'text/plain; charset=utf-8',
}
