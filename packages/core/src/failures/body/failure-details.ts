import { isFields, type Fields } from '../../json/fields.ts'
import { jsonPreview } from '../../json/json-shape.ts'

const maxDepth = 4
const maxItems = 10
const maxMessageLength = 1000
const maxFieldLength = 100

/** Formats the details of a validation error: objects that each name a field, or lists by field name. */
export function details(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return depth === 0 ? undefined : nonEmptyText(value)?.slice(0, maxMessageLength)
  if (depth >= maxDepth) return undefined
  const items = Array.isArray(value) ? value : isFields(value) ? [value] : []
  const texts = items
    .slice(0, maxItems)
    .map((item: unknown) => (isFields(item) ? detail(item, depth) : details(item, maxDepth)))
    .filter((text) => text !== undefined)
  return texts.length === 0 ? undefined : texts.join('; ').slice(0, maxMessageLength)
}

function detail(value: Fields, depth: number): string | undefined {
  const { loc, input } = value
  const field = Array.isArray(loc) ? pathOf(loc) : firstText(value, ['target', 'field', 'param', 'path'])
  const message = firstText(value, ['msg', 'message', 'description', 'detail', 'reason'])
  const problem = message ?? (input === undefined ? undefined : `not ${jsonPreview(input, maxFieldLength)}`)
  if (problem !== undefined) return [field, problem].filter((text) => text !== undefined).join(': ')
  for (const [name, item] of Object.entries(value).slice(0, maxItems)) {
    const inner = Array.isArray(item) || isFields(item) ? details(item, depth + 1) : undefined
    if (inner !== undefined && /^errors?$/i.test(name)) return inner
    if (inner !== undefined) return `${name.slice(0, maxFieldLength)}: ${inner}`
  }
  return field
}

/** Formats a path such as `body.messages.0`. */
function pathOf(loc: readonly unknown[]): string {
  const steps = loc.slice(0, maxItems).filter((step) => typeof step === 'string' || typeof step === 'number')
  return steps.join('.').slice(0, maxMessageLength)
}

function firstText(value: Fields, names: readonly string[]): string | undefined {
  return names
    .map((name) => nonEmptyText(value[name]))
    .find((text) => text !== undefined)
    ?.slice(0, maxMessageLength)
}

function nonEmptyText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
