// Walks everything that users can see of a set of declarations, and collects what has no description.
import { relative } from 'node:path'
import type { ClassElement, Node, TSSignature, VariableDeclarator } from 'oxc-parser'
import {
  isAccessor,
  isConstructor,
  isMethod,
  isOverloadedBy,
  isPublicMember,
  isWithBody,
  type Member,
} from './class-members.ts'
import { descriptionBefore, isInherited, keyOf } from './member-descriptions.ts'
import type { Declaration, SourceModule } from './parse-module.ts'
import type { SourceModules } from './source-modules.ts'
import { isNode, namedBy, signatureOf, typesOf } from './type-nodes.ts'

/** Returns a line for each name and member that an entry point shows without a description, in the order of the files. */
export function missingDescriptions(modules: SourceModules, root: string): string[] {
  const walk = new DescriptionWalk(modules, root)
  for (const path of modules.entries.values()) for (const one of modules.exported(path)) walk.declaration(one)
  return [...walk.missing].toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }))
}

class DescriptionWalk {
  readonly missing = new Set<string>()
  readonly #seen = new Set<Node>()
  readonly #modules: SourceModules
  readonly #root: string

  constructor(modules: SourceModules, root: string) {
    this.#modules = modules
    this.#root = root
  }

  /** Checks a declaration, its members, and the declarations that its types name. */
  declaration(declaration: Declaration): void {
    const { module, name, node, start } = declaration
    if (this.#seen.has(node)) return
    this.#seen.add(node)
    if (isImplementation(declaration)) return
    this.#need(module, start, name)
    if (node.type === 'ClassDeclaration') this.#class(declaration, node.body.body)
    else if (node.type === 'TSInterfaceDeclaration') this.#signatures(module, node.body.body, name, declaration)
    else if (node.type === 'VariableDeclarator' && !isAnnotated(node)) this.#value(module, node.init, name)
    this.#types(module, node, name)
  }

  #need(module: SourceModule, start: number, name: string): void {
    if (descriptionBefore(module, start)) return
    const line = module.text.slice(0, start).split('\n').length
    this.missing.add(
      `${module.packageName}: ${name} lacks a description (${relative(this.#root, module.path)}:${line})`,
    )
  }

  #class(declaration: Declaration, elements: readonly ClassElement[]): void {
    const { module, name } = declaration
    const members = elements.filter(isPublicMember)
    for (const member of members) {
      const key = keyOf(module, member)
      const others = members.filter((other) => other !== member && keyOf(module, other) === key)
      if (isOverloadedBy(others) && isWithBody(member)) continue
      const isInheriting = isInherited(this.#modules, declaration, key)
      // One comment does for a getter and its setter, on either.
      const isPaired =
        isAccessor(member) &&
        others.some((other) => other.start < member.start || descriptionBefore(module, other.start))
      if (!isInheriting && !isPaired && !isConstructor(member)) this.#need(module, member.start, `${name}.${key}`)
      // The object types of a foreign signature are described where it comes from.
      if (isInheriting || !member.override) this.#memberTypes(module, member, `${name}.${key}`)
    }
  }

  #memberTypes(module: SourceModule, member: Member, path: string): void {
    if (isMethod(member)) this.#types(module, signatureOf(member.value), path)
    else if (member.typeAnnotation) this.#types(module, member.typeAnnotation, path)
    else this.#value(module, member.value, path)
  }

  #signatures(module: SourceModule, signatures: readonly TSSignature[], path: string, owner?: Declaration): void {
    for (const signature of signatures) {
      // Nothing names an index signature, so there is nothing to hover over.
      if (signature.type === 'TSIndexSignature') this.#types(module, signature.typeAnnotation, path)
      else {
        const key = keyOf(module, signature)
        const name = signature.type.startsWith('TSC') ? `${path}${key}` : `${path}.${key}`
        if (owner === undefined || !isInherited(this.#modules, owner, key)) this.#need(module, signature.start, name)
        this.#types(module, typesOf(signature), name)
      }
    }
  }

  /** Checks what the type of a value without annotation is inferred from. */
  #value(module: SourceModule, value: Node | null, path: string): void {
    if (value?.type === 'TSAsExpression' || value?.type === 'TSSatisfiesExpression') {
      this.#value(module, value.expression, path)
    } else if (value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression') {
      this.#types(module, signatureOf(value), path)
    } else if (value?.type === 'ObjectExpression') {
      for (const property of value.properties) {
        if (property.type === 'SpreadElement') continue
        const name = `${path}.${keyOf(module, property)}`
        this.#need(module, property.start, name)
        this.#value(module, property.value, name)
      }
    }
  }

  /** Checks the object types inside of a type, and what it names in its own package. */
  #types(module: SourceModule, node: unknown, path: string): void {
    if (Array.isArray(node)) return void node.forEach((one: unknown) => this.#types(module, one, path))
    if (!isNode(node)) return
    if (node.type === 'TSTypeLiteral') return this.#signatures(module, node.members, path)
    const name = namedBy(node)
    if (name !== undefined) {
      for (const found of this.#modules.find(module, name)) {
        if (found.module.packageName === module.packageName) this.declaration(found)
      }
    }
    this.#types(module, typesOf(node), path)
  }
}

function isAnnotated({ id }: VariableDeclarator): boolean {
  return 'typeAnnotation' in id && Boolean(id.typeAnnotation)
}

/** With overloads, users do not see the signature of the implementation. */
function isImplementation({ module, name, node }: Declaration): boolean {
  if (node.type !== 'FunctionDeclaration') return false
  return module.declarations.some((other) => other.name === name && other.node.type === 'TSDeclareFunction')
}
