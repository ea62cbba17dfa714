import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** A file of the page. */
export interface PageFile {
  readonly content: string | Uint8Array<ArrayBuffer>
  readonly type: string
}

/** Builds the page in memory and returns its files by path. */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const root = fileURLToPath(new URL('../page', import.meta.url))
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
  const result = await build({ root, configFile, configLoader: 'native', build: { write: false } })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  return new Map(
    outputs.map((file) => {
      const content = file.type === 'chunk' ? file.code : file.source
      const path = file.fileName === 'index.html' ? '/' : `/${file.fileName}`
      return [path, { content: content as PageFile['content'], type: typeOf(file.fileName) }]
    }),
  )
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

function typeOf(fileName: string): string {
  return types[fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
}
