import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

/** Files of a source folder, each with the files of the same folder that it imports, types included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

/** Reads the imports of every file below a folder. Paths are relative to it. */
export function readImports(folder: string): ImportGraph {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .toSorted()
  return new Map(files.map((file) => [file, importsOf(join(folder, file)).map((path) => relative(folder, path))]))
}

function importsOf(file: string): readonly string[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\b[^'"]*from '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gms,
  )
  return Array.from(found, ([, path, dynamic]) => normalize(join(dirname(file), path ?? dynamic ?? '')))
}

/** The same graph between folders: `.` is the top. */
export function folderImports(files: ImportGraph): ImportGraph {
  const folders = new Map<string, Set<string>>()
  for (const [file, imported] of files) {
    const folder = dirname(file)
    const below = folders.get(folder) ?? new Set()
    for (const path of imported) if (dirname(path) !== folder) below.add(dirname(path))
    folders.set(folder, below)
  }
  return new Map(Array.from(folders, ([folder, below]) => [folder, [...below].toSorted()]))
}

/** Finds a cycle, as the path that comes back to where it began. */
export function findCycle(graph: ImportGraph): readonly string[] | undefined {
  const done = new Set<string>()
  const visit = (node: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    if (done.has(node)) return undefined
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node])
      if (cycle !== undefined) return cycle
    }
    done.add(node)
    return undefined
  }
  for (const node of graph.keys()) {
    const cycle = visit(node, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}
