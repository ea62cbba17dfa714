import { statusIn } from './body/status-in.ts'

/**
 * Returns whether a body or an event with a success status is a failure. It looks for shapes that all formats share and no answer
 * has: a non-empty `error`, `"object":"error"`, `"type":"error"`, or a message next to an error status. A string may be such a
 * body, JSON-encoded twice.
 */
export function isFailure(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('error') && isFailure(parsedObject(value))
  if (typeof value !== 'object' || value === null) return false
  const { error, object, type } = value as {
    readonly error?: unknown
    readonly object?: unknown
    readonly type?: unknown
  }
  if (error !== false && isFilled(error)) return true
  return object === 'error' || type === 'error' || hasErrorStatus(value as Readonly<Record<string, unknown>>)
}

/** Fields that only answers have. */
export const answerKeys: readonly string[] = [
  'choices',
  'output',
  'content',
  'candidates',
  'generated_text',
  'predictions',
  'embeddings',
  'results',
]

/** A message next to an error status. Answers have no such status, and their messages are not strings. */
function hasErrorStatus(value: Readonly<Record<string, unknown>>): boolean {
  const text = value['message'] ?? value['msg'] ?? value['detail']
  if (typeof text !== 'string' || text === '') return false
  const status = statusIn(value)
  return status !== undefined && status >= 400 && !answerKeys.some((key) => key in value)
}

/**
 * Servers written in Go send zero values for absent fields, so an error whose fields are all empty is none. Other servers send
 * words such as `None`.
 */
export function isFilled(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === '' || value === 0) return false
  if (typeof value === 'string') return !/^(?:none|null|nil|<nil>|undefined)$/i.test(value)
  if (typeof value !== 'object' || depth > maxDepth) return true
  return Object.values(value).some((part) => isFilled(part, depth + 1))
}

/** Values nested deeper count as filled. */
const maxDepth = 3

function parsedObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}
