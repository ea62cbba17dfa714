import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { publicPackages } from '../../scripts/release/public-packages.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The tarball of each public package, by its name. */
    tarballs: Record<string, string>
  }
}

/** Packs every public package, as a release does. */
export function setup(project: TestProject): () => void {
  const target = mkdtempSync(join(tmpdir(), 'tarballs-'))
  const tarballs: Record<string, string> = {}
  for (const { name, folder } of publicPackages(join(import.meta.dirname, '../..'))) {
    const tarball = join(target, `${basename(folder)}.tgz`)
    execFileSync('pnpm', ['pack', '--out', tarball], { cwd: folder, stdio: 'pipe' })
    tarballs[name] = tarball
  }
  project.provide('tarballs', tarballs)
  return () => rmSync(target, { recursive: true })
}
