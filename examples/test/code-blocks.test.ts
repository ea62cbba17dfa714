// Code in the documents comes from the examples. `pnpm docs:update` writes it in where it differs.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder } from './run-example.ts'

const root = join(folder, '..')
const documents = globSync(['README.md', 'packages/*/README.md', 'docs/**/*.md', 'examples/README.md'], { cwd: root })

describe.each(documents)('%s', (document) => {
  const path = join(root, document)
  const text = readFileSync(path, 'utf8')

  it('shows code from the examples only', async () => {
    const written = text.replaceAll(
      /(?:<!-- examples\/([^ ]+) -->\n\n)?(```tsx?\n)(?:[^]*?\n)?```/g,
      (block, source: string | undefined, fence: string) => {
        if (source === undefined && isOwn(document)) return block
        if (source === undefined) throw new Error(`Write <!-- examples/… --> and a blank line above:\n${block}`)
        return `<!-- examples/${source} -->\n\n${fence}${codeOf(source)}\n\`\`\``
      },
    )
    await expect(written).toMatchFileSnapshot(path)
  })

  it('links to what is there', () => {
    const prose = text.replaceAll(/```[^]*?\n```/g, '')
    const links = [...prose.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
    const broken = links.filter((link) => !existsSync(join(path, '..', link)))
    expect(broken).toEqual([])
  })
})

it('the list of examples is complete', async () => {
  const path = join(folder, 'README.md')
  const files = globSync('{core,formatters,langchain,ai-sdk,emulator,scale,workflow-sdk/workflows}/*.ts', {
    cwd: folder,
  }).toSorted()
  const rows = files.map((file) => [`[${file}](${file})`, ideaOf(join(folder, file))])
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = [['file', 'idea'], widths.map((width) => '-'.repeat(width)), ...rows].map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`,
  )
  const written = readFileSync(path, 'utf8').replace(/\| file [^]*\|\n/, table.join(''))
  await expect(written).toMatchFileSnapshot(path)
})

/** A formatter that was made from the template brings code of its own, until it has an example here. */
function isOwn(document: string): boolean {
  return document.startsWith('packages/formatter')
}

/** An example without the comment that names its idea, or a region of it. */
function codeOf(source: string): string {
  const [file = '', region] = source.split('#')
  const code = readFileSync(join(folder, file), 'utf8')
  if (region === undefined) {
    return code
      .replace(/^(\/\/ .*\n)+\n/, '')
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
