import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { root } from '../markdown/documents.ts'
import { Clone } from './clone.ts'
import { type LocalRegistry, startRegistry } from './registry.ts'

/** The machine of a newcomer: Node, npm, and a registry that has our packages. */
export class World {
  readonly #folder = mkdtempSync(join(tmpdir(), 'documents-'))
  readonly #registry: LocalRegistry
  #clone: Clone | undefined

  private constructor(registry: LocalRegistry) {
    this.#registry = registry
    // Installed by npx in an earlier run, from tarballs of then.
    rmSync(join(cache, '_npx'), { recursive: true, force: true })
    mkdirSync(join(this.#folder, 'bin'))
    for (const [name, version] of Object.entries(managers)) {
      const script = `#!/bin/sh\nexec npx -y ${name}@${version} "$@"\n`
      writeFileSync(join(this.#folder, 'bin', name), script, { mode: 0o755 })
    }
  }

  static async create(tarballs: readonly string[]): Promise<World> {
    const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
    const registry = await startRegistry(upstream)
    for (const tarball of tarballs) registry.add(tarball)
    const world = new World(registry)
    registry.add(packTemplate(world.emptyFolder()))
    return world
  }

  /** Creates an empty folder. */
  emptyFolder(): string {
    return mkdtempSync(join(this.#folder, 'folder-'))
  }

  /** A clone of the repository. It is made when it is first needed, and shared by all documents. */
  get clone(): Clone {
    this.#clone ??= new Clone(join(this.#folder, 'clone'))
    return this.#clone
  }

  /** The variables of a new terminal. */
  variables(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name))
    const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !/node_modules|_npx/.test(entry))
    return {
      ...Object.fromEntries(inherited),
      PATH: [join(this.#folder, 'bin'), dirname(process.execPath), ...path].join(delimiter),
      npm_config_registry: this.#registry.url,
      pnpm_config_registry: this.#registry.url,
      BUN_CONFIG_REGISTRY: this.#registry.url,
      // These caches know a package by its version only, and ours has other bytes after each build.
      YARN_CACHE_FOLDER: join(this.#folder, 'yarn'),
      BUN_INSTALL_CACHE_DIR: join(this.#folder, 'bun'),
      npm_config_cache: cache,
      // What a reader answers when npx asks whether it may install a package.
      npm_config_yes: 'true',
      npm_config_prefer_offline: 'true',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
      ...added,
    }
  }

  async remove(): Promise<void> {
    this.#registry.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** The template is private, but its README is what the README of every formatter made from it says. */
function packTemplate(folder: string): string {
  const tarball = join(folder, 'formatter-template.tgz')
  execFileSync('pnpm', ['pack', '--out', tarball], { cwd: join(root, 'packages/formatter-template'), stdio: 'pipe' })
  return tarball
}

const cache = join(import.meta.dirname, '../.cache/npm')

/** The package managers besides npm that documents name. */
const managers = { pnpm: '12', yarn: '1', bun: '1' }

/** Variables of this test run, which a newcomer's terminal does not have. How to reach the network stays. */
const foreign =
  /^(?:VITEST|NODE_(?:ENV|OPTIONS|PATH)$|TEST$|CI$|AZUREML_|REDIS_URL$|INIT_CWD$|PNPM_|TURBO|npm_(?!config_(?:ca|https?_proxy|noproxy|proxy)))/i
