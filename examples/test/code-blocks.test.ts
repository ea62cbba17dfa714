// Code in the documents comes from the examples. `pnpm docs:update` writes it in where it differs.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments, root } from '../../test/documents/markdown/documents.ts'
import type { Block } from '../../test/documents/markdown/markdown.ts'
import { markdownTable } from './markdown-table.ts'
import { folder } from './run-example.ts'

const documents = readDocuments().filter(({ path }) => !path.startsWith('.changeset/'))

describe.each(documents)('$path', (document) => {
  const path = join(root, document.path)
  const text = readFileSync(path, 'utf8')

  it('shows code from the examples only', async () => {
    const written = document.blocks.toReversed().reduce((whole, block) => {
      const source = block.example
      if (source === undefined && (!isProgram.test(block.language) || isOwn(document.path))) return whole
      if (source === undefined) throw new Error(`${document.path}:${block.line}: ${missingSource}`)
      return whole.slice(0, block.start) + fenced(block, codeOf(source)) + whole.slice(block.end)
    }, text)
    await expect(written).toMatchFileSnapshot(path)
  })

  it('links to what is there', () => {
    const targets = document.links.filter((link) => !/^(?:[a-z]+:|#)/.test(link)).map((link) => link.replace(/#.*/, ''))
    expect(targets.filter((target) => !existsSync(join(path, '..', decodeURI(target))))).toEqual([])
  })
})

it('the list of examples is complete', async () => {
  const path = join(folder, 'README.md')
  const folders =
    '{core,formatters,langchain,ai-sdk,emulator,models/*,own-formatter,scale,servers,edge,start,workflow-sdk/workflows,workspace}'
  const files = globSync(`${folders}/*.ts`, { cwd: folder }).toSorted()
  const rows = files.map((file) => [`[${file}](${file})`, ideaOf(join(folder, file))])
  const table = markdownTable([['file', 'idea'], ...rows])
  const written = readFileSync(path, 'utf8').replace(/\| file [^]*\|\n/, table)
  await expect(written).toMatchFileSnapshot(path)
})

const isProgram = /^(?:tsx?|vue)$/
const missingSource =
  'The code comes from no example. Write <!-- examples/<file> --> and a blank line above the block, with the file, ' +
  'or <file>#<region>, that it shows; `pnpm docs:update` then fills it in.'

/** A block with other code. In a list, its lines are indented. */
function fenced({ language, column }: Block, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``.replaceAll(/\n(?=.)/g, `\n${' '.repeat(column - 1)}`)
}

/** Pages with code of their own, which `test/documents` runs; a new formatter's is a copy of the template's. */
function isOwn(document: string): boolean {
  return document.startsWith('packages/formatter')
}

/** An example without the comment that names its idea, or a region of it. */
function codeOf(source: string): string {
  const [file = '', region] = source.split('#')
  const code = readFileSync(join(folder, file), 'utf8')
  if (region === undefined) {
    return code
      .replace(/^((?:\/\/|#) .*\n)+\n/, '')
      .replaceAll(/^ *\/\/ #(end)?region.*\n/gm, '')
      .trimEnd()
  }
  const found = new RegExp(`// #region ${region}\\n([^]*?)\\n *// #endregion`).exec(code)?.[1]
  if (found === undefined) throw new Error(`${file} has no region "${region}".`)
  const indent = /^ */.exec(found)?.[0] ?? ''
  return found.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
}

function ideaOf(path: string): string {
  const idea = /^\/\/ (.*)\n\n/.exec(readFileSync(path, 'utf8'))?.[1]
  if (idea === undefined) throw new Error(`${relative(folder, path)} opens without a line that says its idea.`)
  return idea
}
