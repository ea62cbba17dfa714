import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCycle, folderImports, readImports } from './import-graph.ts'

const root = join(import.meta.dirname, '../..')
const packages = globSync('{packages,apps}/*/package.json', { cwd: root })
  .map((file) => dirname(file))
  .filter((folder) => existsSync(join(root, folder, 'src')))
  .toSorted()

/** A folder with more files than this has more than one subject. */
const mostFiles = 15

describe.each(packages)('%s', (folder) => {
  const files = readImports(join(root, folder, 'src'))

  it('has no import cycles, types included', () => {
    expect(files.size).toBeGreaterThan(0)
    expect(findCycle(files)).toBeUndefined()
  })

  it('has folders that import each other in one direction', () => {
    expect(findCycle(folderImports(files))).toBeUndefined()
  })

  it(`has at most ${mostFiles} files in a folder`, () => {
    const counts = new Map<string, number>()
    for (const file of files.keys()) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > mostFiles)).toEqual([])
  })
})

describe('the layers of core', () => {
  const files = readImports(join(root, 'packages/core/src'))

  it('are those of docs/reference/architecture.md, each importing only from below', () => {
    const page = readFileSync(join(root, 'docs/reference/architecture.md'), 'utf8')
    const layers = Array.from(page.matchAll(/^\| `(\w+)\/` +\|/gm), ([, layer]) => layer as string)
    const wrong = Array.from(folderImports(files)).flatMap(([folder, imported]) =>
      imported
        .map((other) => other.split('/')[0] as string)
        .filter((other) => folder !== '.' && !folder.startsWith('testing') && other !== folder.split('/')[0])
        .filter((other) => layers.indexOf(other) <= layers.indexOf(folder.split('/')[0] as string))
        .map((other) => `${folder} imports ${other}`),
    )
    expect(wrong).toEqual([])
    const folders = new Set(Array.from(files.keys(), (file) => dirname(file).split('/')[0]))
    expect(layers.toSorted()).toEqual([...folders].filter((name) => name !== '.').toSorted())
  })
})

describe('the check itself', () => {
  it('finds a cycle, and none where there is none', () => {
    expect(
      findCycle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b'])
    expect(
      findCycle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toBeUndefined()
  })
})
