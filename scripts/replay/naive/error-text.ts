import { isObject } from '../json.ts'

/** Finds the texts that tell a person what went wrong; an error has to show one of the first kind that is there. */
export function errorTextsOf(body: unknown): readonly string[] {
  if (typeof body === 'string') return [body]
  const kinds = [['raw', 'message'], ['detail'], ['error'], ['msg']]
  return (
    kinds.map((names) => names.flatMap((name) => deepest(body, name) ?? [])).find((texts) => texts.length > 0) ?? []
  )
}

/** Finds the deepest text of a name: a gateway wraps the error of the server behind it. */
function deepest(value: unknown, name: string): string | undefined {
  if (Array.isArray(value)) return value.map((item) => deepest(item, name)).find((text) => text !== undefined)
  if (!isObject(value)) return undefined
  const { [name]: own } = value
  const below = Object.values(value).map((field) => deepest(field, name))
  return below.find((text) => text !== undefined) ?? (typeof own === 'string' && own !== '' ? own : undefined)
}
