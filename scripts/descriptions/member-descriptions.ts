// Doc comments of members, and where a member without one inherits it from.
import type { Class, Node, TSInterfaceDeclaration } from 'oxc-parser'
import type { Declaration, SourceModule } from './parse-module.ts'
import type { SourceModules } from './source-modules.ts'

/** Says whether the doc comment right before a place has text ahead of its first tag. */
export function descriptionBefore(module: SourceModule, start: number): boolean {
  let end = start
  for (const comment of module.comments.filter((one) => one.end <= start).toReversed()) {
    if (module.text.slice(comment.end, end).trim() !== '') return false
    if (comment.type === 'Block' && comment.value.startsWith('*')) return textOf(comment.value) !== ''
    end = comment.start
  }
  return false
}

function textOf(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+\s?/, ''))
  return (lines.join('\n').split(/^\s*@\w/m)[0] ?? '').trim()
}

/** Returns a member's name as it is written, `()` for a call signature and `new()` for a construct signature. */
export function keyOf(module: SourceModule, member: Node): string {
  if (member.type === 'TSCallSignatureDeclaration') return '()'
  if (member.type === 'TSConstructSignatureDeclaration') return 'new()'
  if (!('key' in member)) return ''
  const { start, end } = member.key as Node
  const isComputed = 'computed' in member && member.computed
  const written = module.text.slice(start, end)
  return isComputed ? `[${written}]` : written
}

/** Says whether a base of a class or an interface, anywhere in the workspace, describes a member. */
export function isInherited(modules: SourceModules, { module, node }: Declaration, key: string): boolean {
  return basesOf(node).some((name) =>
    modules.find(module, name).some((base) => {
      const member = membersOf(base.node).find((one) => keyOf(base.module, one) === key)
      const isDescribed = member !== undefined && descriptionBefore(base.module, member.start)
      return isDescribed || isInherited(modules, base, key)
    }),
  )
}

function basesOf(node: Node): string[] {
  const bases: readonly Node[] = isClass(node)
    ? [...(node.superClass === null ? [] : [node.superClass]), ...(node.implements ?? []).map((one) => one.expression)]
    : node.type === 'TSInterfaceDeclaration'
      ? node.extends.map((one) => one.expression)
      : []
  return bases.flatMap((base) => (base.type === 'Identifier' ? [base.name] : []))
}

function membersOf(node: Node): readonly Node[] {
  if (isClass(node) || node.type === 'TSInterfaceDeclaration') return (node as Class | TSInterfaceDeclaration).body.body
  const type = node.type === 'TSTypeAliasDeclaration' ? node.typeAnnotation : undefined
  return type?.type === 'TSTypeLiteral' ? type.members : []
}

function isClass(node: Node): node is Class {
  return node.type === 'ClassDeclaration'
}
