// Where types are in a syntax tree, and what they name.
import { type Function as FunctionNode, type Node, visitorKeys } from 'oxc-parser'

type Callable = Pick<FunctionNode, 'params' | 'returnType' | 'typeParameters'>

/** Returns the name that a type or a class takes from elsewhere: `Name<…>`, `typeof name`, `extends Name`. */
export function namedBy(node: Node): string | undefined {
  let named: Node | null = null
  if (node.type === 'TSTypeReference') named = node.typeName
  else if (node.type === 'TSTypeQuery') named = node.exprName
  else if (node.type === 'TSInterfaceHeritage' || node.type === 'TSClassImplements') named = node.expression
  else if (node.type === 'ClassDeclaration') named = node.superClass
  return named?.type === 'Identifier' ? named.name : undefined
}

/** Returns the parts of a node that are types, or hold types: no bodies, no default values, no members. */
export function typesOf(node: Node): unknown[] {
  if (node.type === 'FunctionDeclaration' || node.type === 'TSDeclareFunction') return signatureOf(node)
  if (node.type === 'ObjectPattern' || node.type === 'ArrayPattern') return [node.typeAnnotation]
  const skipped = new Set(['body', 'key', 'right', 'init', 'decorators'])
  const keys = (visitorKeys[node.type] ?? []).filter((key) => !skipped.has(key))
  return keys.map((key) => (node as unknown as Readonly<Record<string, unknown>>)[key])
}

/** Returns the types of a function's signature. */
export function signatureOf({ params, returnType, typeParameters }: Callable): unknown[] {
  return [params, returnType, typeParameters]
}

/** Tells whether a value is a node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
