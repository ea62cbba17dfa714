// Asks the compiler about mutants. Stryker's own checker needs an older TypeScript.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import type { Mutant } from './stryker.ts'

/** The sources of a package as they were before its mutants were tried, which takes long enough to go on working. */
export interface SourceCopy {
  readonly root: string
  readonly name: string
  /** The folder of the copy, to be removed in the end. */
  readonly folder: string
}

/** Copies the sources of a package into a temporary folder, where they can be compiled. */
export function copySources(root: string, name: string): SourceCopy {
  mkdirSync(join(root, '.stryker-tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.stryker-tmp/compile-'))
  const source = join(root, 'packages', name)
  for (const part of ['package.json', 'src']) cpSync(join(source, part), join(folder, part), { recursive: true })
  symlinkSync(join(source, 'node_modules'), join(folder, 'node_modules'))
  const config = { extends: '../../tsconfig.base.json', compilerOptions: { types: ['node'] }, include: ['src'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  return { root, name, folder }
}

/**
 * Returns the mutants that do not compile. Each is written as one more file of the copy, so one run of the compiler
 * judges them all. That is enough: sources have no import cycles, and what they export states its type, so an error
 * shows in the file that has the mutant.
 */
export function refusedByCompiler(copy: SourceCopy, mutants: readonly Mutant[]): ReadonlySet<Mutant> {
  const byFile = new Map(mutants.map((mutant, index) => [writeMutant(copy, mutant, index), mutant]))
  const refused = filesWithErrors(copy).map((file) => {
    const mutant = byFile.get(file)
    if (mutant === undefined) throw new Error(`${file} of packages/${copy.name} does not compile without a mutant.`)
    return mutant
  })
  return new Set(refused)
}

/** Divides the text of a mutant's file into what is before it, what it replaces, and what is after it. */
export function textAround(copy: SourceCopy, { fileName, location }: Mutant): readonly [string, string, string] {
  const text = readFileSync(join(copy.folder, pathInPackage(copy, fileName)), 'utf8')
  const [start, end] = [offsetOf(text, location.start), offsetOf(text, location.end)]
  return [text.slice(0, start), text.slice(start, end), text.slice(end)]
}

/** Writes the file of a mutant, and returns its path in the copy. */
function writeMutant(copy: SourceCopy, mutant: Mutant, index: number): string {
  const own = pathInPackage(copy, mutant.fileName)
  const file = `${own.slice(0, -extname(own).length)}.mutant-${index}${extname(own)}`
  const [before, , after] = textAround(copy, mutant)
  writeFileSync(join(copy.folder, file), before + mutant.replacement + after)
  return file
}

function pathInPackage({ root, name }: SourceCopy, fileName: string): string {
  return relative(join(root, 'packages', name), fileName)
}

/** Lines and columns count from 1. */
function offsetOf(text: string, { line, column }: Mutant['location']['start']): number {
  let start = 0
  for (let passed = 1; passed < line; passed += 1) start = text.indexOf('\n', start) + 1
  return start + column - 1
}

function filesWithErrors({ root, folder }: SourceCopy): readonly string[] {
  const compiler = join(root, 'node_modules/.bin/tsc')
  const { stdout } = spawnSync(compiler, ['-p', folder, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' })
  return Array.from(stdout.matchAll(/^(\S.*?)\(\d+,\d+\): error /gm), ([, file = '']) => file)
}
