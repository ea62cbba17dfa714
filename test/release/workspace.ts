import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A small workspace in a temporary folder, with the release scripts to run in it. */
export interface Workspace {
  readonly root: string
  /** Writes a file, and the folders on its way. */
  readonly write: (path: string, content: string | object) => void
  /** Runs a program in the workspace. Rejects if it fails, with what it printed in the message. */
  readonly run: (command: string, ...words: readonly string[]) => Promise<string>
  /** Runs a script of `scripts/release`. */
  readonly release: (script: string, ...words: readonly string[]) => Promise<string>
  /** Packs a package into `tarballs`. */
  readonly pack: (folder: string) => Promise<string>
  readonly remove: () => void
}

/**
 * Makes a workspace of two public packages, `@test/above` and `@test/below` that it depends on, and a private one.
 * Its npm uses the given registry.
 */
export function createWorkspace(registry: string): Workspace {
  const root = mkdtempSync(join(tmpdir(), 'release-'))
  const scripts = join(import.meta.dirname, '../../scripts/release')
  const write: Workspace['write'] = (path, content) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  const run: Workspace['run'] = async (command, ...words) => {
    const options = { cwd: root, env: environment(root, registry), timeout: 60_000 }
    const { stdout } = await promisify(execFile)(command, words, options)
    return stdout
  }
  write('bin/.keep', '')
  write('.npmrc-of-user', `${registry.replace('http:', '')}:_authToken=any\n`)
  write('packages/above/package.json', {
    name: '@test/above',
    version: '1.0.0',
    dependencies: { '@test/below': '^1.0.0' },
  })
  write('packages/below/package.json', { name: '@test/below', version: '1.0.0' })
  write('packages/hidden/package.json', { name: '@test/hidden', version: '1.0.0', private: true })
  write('tarballs/.keep', '')
  return {
    root,
    write,
    run,
    release: (script, ...words) => run(process.execPath, join(scripts, script), ...words),
    pack: (folder) => run('npm', 'pack', `./packages/${folder}`, '--pack-destination=tarballs', '--silent'),
    remove: () => rmSync(root, { recursive: true }),
  }
}

/** The surrounding npm's settings stay out; programs in the workspace's `bin` come first. */
function environment(root: string, registry: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name))
  return {
    ...Object.fromEntries(kept),
    PATH: `${join(root, 'bin')}:${process.env['PATH']}`,
    npm_config_registry: registry,
    npm_config_userconfig: join(root, '.npmrc-of-user'),
    npm_config_cache: join(root, 'cache'),
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  }
}
