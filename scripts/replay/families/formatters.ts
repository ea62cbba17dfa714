import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AzureMLEndpointApiType, ContentFormatterBase } from '../../../packages/core/src/index.ts'

/** The classes of formatters by their names. */
export type Formatters = ReadonlyMap<string, new () => ContentFormatterBase>

/** Finds the formatters of all packages, those included that are new. */
export async function loadFormatters(): Promise<Formatters> {
  const found = new Map<string, new () => ContentFormatterBase>()
  const packages = join(import.meta.dirname, '../../../packages')
  for (const file of globSync('formatters-*/src/index.ts', { cwd: packages })) {
    const exported = (await import(pathToFileURL(join(packages, file)).href)) as Readonly<Record<string, unknown>>
    for (const [name, value] of Object.entries(exported))
      if (isFormatter(value) && !formerNames.has(name)) found.set(name, value)
  }
  return found
}

/** Classes that read exactly as another one does. */
const formerNames: ReadonlySet<string> = new Set([
  'LlamaChatContentFormatter',
  'LlamaContentFormatter',
  'OSSContentFormatter',
])

function isFormatter(value: unknown): value is new () => ContentFormatterBase {
  return typeof value === 'function' && value.prototype instanceof ContentFormatterBase
}

/** A formatter at a URL of one of its API types. */
export interface Reader {
  readonly formatter: ContentFormatterBase
  readonly url: string
}

/**
 * Returns a reader for each API type of a formatter; `serverless` is the URL for that type. The client rejects a formatter at a
 * route of another format before any request, so the default is a route that it does not know.
 */
export function readersOf(
  Formatter: new () => ContentFormatterBase,
  serverless = 'https://replay.eastus2.models.ai.azure.com/v1/any-route',
): Reader[] {
  const { codecs } = new Formatter()
  const readers: Reader[] = []
  if (codecs.serverless !== undefined) readers.push({ formatter: new Formatter(), url: serverless })
  if (codecs.dedicated !== undefined) readers.push({ formatter: new Formatter(), url: scoreUrl })
  return readers
}

const scoreUrl = 'https://replay.eastus2.inference.ml.azure.com/score'

/** Returns the API type of a URL that `readersOf` gave. */
export function apiTypeOf(url: string): AzureMLEndpointApiType {
  return url.endsWith('/score') ? 'dedicated' : 'serverless'
}
