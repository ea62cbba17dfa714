import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { mediaTypeOf, type PageFile, pathOf } from '../src/server/page-files.ts'

/** Builds the page in memory and returns its files by path. */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const root = fileURLToPath(new URL('../src/page', import.meta.url))
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url))
  const result = await build({ root, configFile, configLoader: 'native', build: { write: false } })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  return new Map(
    outputs.map((file) => {
      const content = file.type === 'chunk' ? file.code : file.source
      return [pathOf(file.fileName), { content: content as PageFile['content'], type: mediaTypeOf(file.fileName) }]
    }),
  )
}
