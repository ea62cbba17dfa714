// The kinds of members of a class.
import type { AccessorProperty, ClassElement, MethodDefinition, PropertyDefinition } from 'oxc-parser'

/** A member of a class that has a name. */
export type Member = MethodDefinition | PropertyDefinition | AccessorProperty

/** Tells whether an element of a class is a member that its users can name. */
export function isPublicMember(element: ClassElement): element is Member {
  if (element.type === 'StaticBlock' || element.type === 'TSIndexSignature') return false
  const isHidden = element.accessibility === 'private' || element.accessibility === 'protected'
  return !isHidden && element.key.type !== 'PrivateIdentifier'
}

/** Tells whether a member is a method, an accessor or a constructor. */
export function isMethod(member: Member): member is MethodDefinition {
  return member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition'
}

/** Tells whether a member is the constructor. */
export function isConstructor(member: Member): boolean {
  return isMethod(member) && member.kind === 'constructor'
}

/** Tells whether a member is a getter or a setter. */
export function isAccessor(member: Member): boolean {
  return isMethod(member) && (member.kind === 'get' || member.kind === 'set')
}

/** Tells whether a member is a method with a body. */
export function isWithBody(member: Member): boolean {
  return isMethod(member) && member.value.type === 'FunctionExpression'
}

/** Tells whether one of the other members with the same name is an overload. */
export function isOverloadedBy(others: readonly Member[]): boolean {
  return others.some((other) => isMethod(other) && other.value.type === 'TSEmptyBodyFunctionExpression')
}
