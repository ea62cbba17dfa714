import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The tarball of each public package, by its name. */
    tarballs: Record<string, string>
  }
}

/** Packs every public package, as a release does. */
export function setup(project: TestProject): () => void {
  const root = join(import.meta.dirname, '../..')
  const target = mkdtempSync(join(tmpdir(), 'tarballs-'))
  const tarballs: Record<string, string> = {}
  for (const path of globSync('packages/*/package.json', { cwd: root })) {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as { name: string; private?: boolean }
    if (manifest.private) continue
    const tarball = join(target, `${basename(dirname(path))}.tgz`)
    execFileSync('pnpm', ['pack', '--out', tarball], { cwd: join(root, dirname(path)), stdio: 'pipe' })
    tarballs[manifest.name] = tarball
  }
  project.provide('tarballs', tarballs)
  return () => rmSync(target, { recursive: true })
}
