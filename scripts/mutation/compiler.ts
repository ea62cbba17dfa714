// Asks the compiler about mutants. Stryker's own checker needs an older TypeScript.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { offsetOf } from './report.ts'
import type { Mutant } from './stryker.ts'

/**
 * Returns the mutants of a package that do not compile. Each is written as one more file beside a copy of the sources,
 * so one run of the compiler judges them all. That is enough: sources have no import cycles, and what they export
 * states its type, so an error shows in the file that has the mutant.
 */
export function refusedByCompiler(root: string, name: string, mutants: readonly Mutant[]): ReadonlySet<Mutant> {
  mkdirSync(join(root, '.stryker-tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.stryker-tmp/compile-'))
  try {
    copySources(join(root, 'packages', name), folder)
    const byFile = new Map(mutants.map((mutant, index) => [writeMutant(mutant, index, { root, name, folder }), mutant]))
    const refused = filesWithErrors(root, folder).map((file) => {
      const mutant = byFile.get(file)
      if (mutant === undefined) throw new Error(`${file} of packages/${name} does not compile, even without a mutant.`)
      return mutant
    })
    return new Set(refused)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function copySources(source: string, folder: string): void {
  for (const part of ['package.json', 'src']) cpSync(join(source, part), join(folder, part), { recursive: true })
  symlinkSync(join(source, 'node_modules'), join(folder, 'node_modules'))
  const config = { extends: '../../tsconfig.base.json', compilerOptions: { types: ['node'] }, include: ['src'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
}

interface Copy {
  readonly root: string
  readonly name: string
  readonly folder: string
}

/** Writes the file of a mutant, and returns its path within the copy. */
function writeMutant({ fileName, location, replacement = '' }: Mutant, index: number, copy: Copy): string {
  const text = readFileSync(fileName, 'utf8')
  const mutated = text.slice(0, offsetOf(text, location.start)) + replacement + text.slice(offsetOf(text, location.end))
  const extension = extname(fileName)
  const own = relative(join(copy.root, 'packages', copy.name), fileName)
  const file = `${own.slice(0, -extension.length)}.mutant-${index}${extension}`
  writeFileSync(join(copy.folder, file), mutated)
  return file
}

function filesWithErrors(root: string, folder: string): readonly string[] {
  const compiler = join(root, 'node_modules/.bin/tsc')
  const { stdout } = spawnSync(compiler, ['-p', folder, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' })
  return Array.from(stdout.matchAll(/^(\S.*?)\(\d+,\d+\): error /gm), ([, file = '']) => file)
}
