// Parses one file: what it declares, imports and exports.
import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import {
  type BindingIdentifier,
  type Comment,
  type EcmaScriptModule,
  type Node,
  parseSync,
  type Statement,
} from 'oxc-parser'

/** One declaration of a name. A name can have several: overloads, or a value and a type. */
export interface Declaration {
  readonly module: SourceModule
  readonly name: string
  readonly node: Node
  /** Where the statement starts, `export` included; its doc comment ends before this. */
  readonly start: number
}

/** A parsed file. */
export interface SourceModule {
  readonly path: string
  /** The name of the package's folder. */
  readonly packageName: string
  readonly text: string
  readonly comments: readonly Comment[]
  readonly declarations: readonly Declaration[]
  /** Names imported or re-exported from another file: where from, and what they are called there. */
  readonly imports: ReadonlyMap<string, Origin>
  /** Exported names; without `from`, the name is one of this file. */
  readonly exports: ReadonlyMap<string, Origin>
  /** The files that `export * from` and `export * as … from` name. */
  readonly stars: readonly string[]
}

/** Where a name comes from. */
export interface Origin {
  readonly name: string
  readonly from?: string | undefined
}

/** Parses a file below the folder `packages` of a workspace. */
export function parseModule(path: string, root: string): SourceModule {
  const text = readFileSync(path, 'utf8')
  const { program, comments, errors, module } = parseSync(path, text)
  if (errors[0] !== undefined) throw new Error(`${path} cannot be parsed: ${errors[0].message}`)
  const declarations: Declaration[] = []
  const parsed: SourceModule = {
    path,
    packageName: relative(root, path).split(sep)[1] ?? path,
    text,
    comments,
    declarations,
    imports: importsOf(module),
    exports: exportsOf(module),
    stars: starsOf(module),
  }
  for (const statement of program.body) {
    for (const [name, node] of declaredBy(statement)) {
      declarations.push({ module: parsed, name, node, start: statement.start })
    }
  }
  return parsed
}

function importsOf({ staticImports }: EcmaScriptModule): ReadonlyMap<string, Origin> {
  return new Map(
    staticImports.flatMap(({ moduleRequest, entries }) =>
      entries.map(({ localName, importName }) => [
        localName.value,
        { name: importName.name ?? 'default', from: moduleRequest.value },
      ]),
    ),
  )
}

function exportsOf({ staticExports }: EcmaScriptModule): ReadonlyMap<string, Origin> {
  const all = staticExports.flatMap(({ entries }) => entries)
  return new Map(
    all.flatMap(({ exportName, importName, localName, moduleRequest }) => {
      const name = moduleRequest === null ? localName.name : importName.name
      return name === null ? [] : [[exportName.name ?? 'default', { name, from: moduleRequest?.value }]]
    }),
  )
}

function starsOf({ staticExports }: EcmaScriptModule): string[] {
  const all = staticExports.flatMap(({ entries }) => entries)
  return all.flatMap(({ importName, moduleRequest }) =>
    importName.name === null && moduleRequest !== null ? [moduleRequest.value] : [],
  )
}

function declaredBy(statement: Statement): (readonly [name: string, node: Node])[] {
  const node =
    statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
      ? statement.declaration
      : statement
  if (node === null) return []
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap((one) => named(one.id, one))
  return 'id' in node ? named(node.id, node) : []
}

function named(id: unknown, node: Node): (readonly [name: string, node: Node])[] {
  const { name } = (id ?? {}) as Partial<BindingIdentifier>
  return name === undefined ? [] : [[name, node]]
}
