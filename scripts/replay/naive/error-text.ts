import { isObject } from '../json.ts'

/** Finds the text that tells a person what went wrong: the deepest `message`, or else the first text of another name. */
export function errorTextOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body
  return deepest(body, 'message') ?? deepest(body, 'detail') ?? deepest(body, 'error') ?? deepest(body, 'msg')
}

function deepest(value: unknown, name: string): string | undefined {
  if (Array.isArray(value)) return value.map((item) => deepest(item, name)).find((text) => text !== undefined)
  if (!isObject(value)) return undefined
  const { [name]: own } = value
  const below = Object.values(value).map((field) => deepest(field, name))
  return below.find((text) => text !== undefined) ?? (typeof own === 'string' && own !== '' ? own : undefined)
}
