import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Unavailable } from '../../interop/frame/unavailable.ts'

/** The fields of a package.json that say what to install. */
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, unknown>> | undefined
}

/** Installs packages that are too large for the workspace, once for all runs; returns the folder with `node_modules`. */
export async function install(name: string, manifest: Manifest): Promise<string> {
  const text = JSON.stringify({ private: true, type: 'module', ...manifest })
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12)
  const folder = join(import.meta.dirname, '../.cache', `${name}-${version}`)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await writeFile(join(unfinished, 'package.json'), text)
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']
  try {
    await promisify(execFile)('npm', words, { cwd: unfinished, timeout: 200_000 })
  } catch (error) {
    throw new Unavailable(`npm cannot install ${name}: ${String(error).slice(0, 500)}`)
  }
  await rename(unfinished, folder)
  return folder
}
