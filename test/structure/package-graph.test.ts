import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/reference/architecture.md'), 'utf8')
const notShown = new Set(['packages/formatter-template', 'apps/docs'])

interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

it('docs/reference/architecture.md draws the dependencies between packages, without those that another path shows', () => {
  const graph = dependenciesOf()
  const needed = Array.from(graph, ([folder, direct]) => {
    const indirect = new Set(direct.flatMap((one) => reachableFrom(one, graph)))
    return direct.filter((one) => !indirect.has(one)).map((one) => `${folder} --> ${one}`)
  }).flat()
  expect(needed.length).toBeGreaterThan(15)
  expect(drawn().toSorted()).toEqual(needed.toSorted())
})

/** The packages that each package depends on, by their folders. */
function dependenciesOf(): ReadonlyMap<string, readonly string[]> {
  const files = globSync('{packages,apps}/*/package.json', { cwd: root })
  const manifests = files.map(
    (file) => [dirname(file), JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest] as const,
  )
  const folders = new Map(manifests.map(([folder, { name }]) => [name, folder]))
  const shown = manifests.filter(([folder]) => !notShown.has(folder) && !isNewFormatter(folder))
  return new Map(
    shown.map(([folder, { dependencies, peerDependencies }]) => {
      const names = Object.keys({ ...dependencies, ...peerDependencies })
      return [folder, names.flatMap((name) => folders.get(name) ?? [])]
    }),
  )
}

/** Whether a package was just made from the template, and is not drawn yet. */
function isNewFormatter(folder: string): boolean {
  return folder.startsWith('packages/formatters-') && !page.includes(`[${basename(folder)}]`)
}

function reachableFrom(folder: string, graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const direct = graph.get(folder) ?? []
  return direct.concat(direct.flatMap((next) => reachableFrom(next, graph)))
}

/** The arrows of the first diagram, from folder to folder; what has no folder is in packages/. */
function drawn(): readonly string[] {
  const diagram = /flowchart TD\n([^]*?)```/.exec(page)?.[1] ?? ''
  const folders = new Map(
    Array.from(diagram.matchAll(/(\w+)\[([^\]]+)\]/g), ([, id, name = '']) => [
      id,
      name.includes('/') ? name : `packages/${name}`,
    ]),
  )
  const arrows = Array.from(diagram.matchAll(/^ +(\w+)\S* --> (.+)$/gm), ([, from, to = '']) => ({
    from,
    to: to.split(' & '),
  }))
  return arrows.flatMap(({ from, to }) => to.map((id) => `${folders.get(from)} --> ${folders.get(id)}`))
}
