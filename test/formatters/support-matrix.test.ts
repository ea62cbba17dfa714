// docs/reference/support-matrix.md says what the packages say, and names tests that exist.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { ContentFormatterBase } from '../../packages/core/src/index.ts'
import { everyFormatter } from './every-formatter.ts'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/reference/support-matrix.md'), 'utf8')
const rows = Array.from(page.matchAll(/^\| (?!-)(.+) \|$/gm), ([, cells = '']) =>
  cells.split('|').map((cell) => cell.trim()),
)
const manifests = globSync('packages/*/package.json', { cwd: root }).map(
  (file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest,
)

interface Manifest {
  readonly name: string
  readonly engines: { readonly node: string }
  readonly peerDependencies?: Readonly<Record<string, string>>
}

it('has the oldest Node of every package', () => {
  const oldest = new Set(manifests.map(({ engines }) => engines.node.replace(/^>=/, '')))
  expect(oldest.size).toBe(1)
  expect(rows.map(([runtime]) => runtime)).toContain(`Node ${[...oldest].join()} and later`)
})

it('has the range of every peer', () => {
  const peers = manifests.flatMap(({ peerDependencies = {} }) => Object.entries(peerDependencies))
  expect(peers.length).toBeGreaterThan(2)
  const written = peers.map(([name]) => [name, rows.find(([cell]) => cell?.startsWith(`\`${name}\``))?.[1]])
  expect(written).toEqual(peers.map(([name, range]) => [name, `\`${range}\``]))
})

it('has the API types of every formatter, for each operation', async () => {
  vi.spyOn(console, 'warn').mockReturnValue() // that some are deprecated
  const formatters = await everyFormatter()
  const written = rows.filter(([name]) => /^`\w+Formatter`$/.test(name ?? ''))
  // A formatter that was just made from the template has no row yet.
  const names = written.map(([name = '']) => name.replaceAll('`', ''))
  expect(names).toEqual(expect.arrayContaining(inAllVersions))
  expect(written).toEqual(names.map((name) => rowOf(name, new (formatters.get(name) ?? Missing)())))
})

class Missing extends ContentFormatterBase {
  readonly name = 'missing'
  readonly codecs = {}
}

/** The formatters that the packages had when the page was written. */
const inAllVersions = [
  'AnthropicContentFormatter',
  'CohereContentFormatter',
  'CohereV2ContentFormatter',
  'CustomOpenAIChatContentFormatter',
  'CustomOpenAIContentFormatter',
  'MLflowContentFormatter',
  'MistralChatContentFormatter',
  'OpenAIResponsesContentFormatter',
  'PromptFlowContentFormatter',
  'TGIContentFormatter',
]

function rowOf(name: string, { codecs, embeddingCodecs, rerankCodecs }: ContentFormatterBase): readonly string[] {
  expect(Object.values(codecs).map(({ openStream }) => openStream === undefined)).not.toContain(true) // all stream
  const types = [codecs, embeddingCodecs, rerankCodecs].map((some) => Object.keys(some ?? {}).join(', ') || '–')
  return [`\`${name}\``, ...types]
}

describe('the tests that it names', () => {
  const named = rows.flatMap((cells) =>
    Array.from((cells.at(-1) ?? '').matchAll(/`([\w./-]+\.(?:ts|yml))`([^;]*)/g), ([, file = '', rest = '']) => ({
      file,
      titles: Array.from(rest.matchAll(/“([^”]+)”/g), ([, title = '']) => title),
    })),
  )

  it.each(named)('exist: $file', ({ file, titles }) => {
    expect(existsSync(join(root, file))).toBe(true)
    const text = readFileSync(join(root, file), 'utf8')
    expect(titles.filter((title) => !text.includes(title))).toEqual([])
  })

  it('are not none', () => {
    expect(named.length).toBeGreaterThan(10)
  })
})
