// Finds what a name in a source of a package declares, across files and packages.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Declaration, type Origin, parseModule, type SourceModule } from './parse-module.ts'

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** The sources of a workspace's `packages`. */
export class SourceModules {
  /** The source of each entry point, by its specifier: `@azureml-endpoints/core/testing`. */
  readonly entries: ReadonlyMap<string, string>
  readonly #root: string
  readonly #modules = new Map<string, SourceModule>()

  /** Reads the manifests of `packages/*`; sources are parsed when they are needed. */
  constructor(root: string) {
    this.#root = root
    const manifests = globSync('packages/*/package.json', { cwd: root }).toSorted()
    this.entries = new Map(manifests.flatMap((path) => entriesOf(join(root, dirname(path)))))
  }

  /** Parses a file. The file has to exist below `packages`. */
  parse(path: string): SourceModule {
    const module = this.#modules.get(path) ?? parseModule(path, this.#root)
    this.#modules.set(path, module)
    return module
  }

  /** Returns every declaration that a file exports, re-exports from its own package included. */
  exported(path: string): Declaration[] {
    const module = this.parse(path)
    const own = [...module.exports.keys()].flatMap((name) => this.#exportedAs(module, name))
    const stars = module.stars.flatMap((from) => this.#exportedFrom(module, from))
    return [...own, ...stars].filter((declaration) => declaration.module.packageName === module.packageName)
  }

  #exportedFrom(module: SourceModule, from: string): Declaration[] {
    const path = this.#resolve(module, from)
    return path === undefined ? [] : this.exported(path)
  }

  /** Returns the declarations of a name used in a file; none for globals, type parameters and foreign packages. */
  find(module: SourceModule, name: string): Declaration[] {
    const origin = module.imports.get(name)
    if (origin !== undefined) return this.#follow(module, origin)
    return module.declarations.filter((declaration) => declaration.name === name)
  }

  #follow(module: SourceModule, { name, from = '' }: Origin): Declaration[] {
    const path = this.#resolve(module, from)
    return path === undefined ? [] : this.#exportedAs(this.parse(path), name)
  }

  #exportedAs(module: SourceModule, name: string): Declaration[] {
    const origin = module.exports.get(name)
    if (origin?.from !== undefined) return this.#follow(module, origin)
    if (origin !== undefined) return this.find(module, origin.name)
    return module.stars.flatMap((from) => this.#follow(module, { name, from }))
  }

  #resolve(module: SourceModule, from: string): string | undefined {
    return from.startsWith('.') ? join(dirname(module.path), from) : this.entries.get(from)
  }
}

function entriesOf(folder: string): (readonly [specifier: string, source: string])[] {
  const { name, exports = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  return Object.entries(exports).flatMap(([subpath, target]) => {
    const source = typeof target === 'string' ? undefined : target['@azureml-endpoints/source']
    return source === undefined ? [] : [[join(name, subpath), join(folder, source)] as const]
  })
}
