import { type JsonObject, asString, isObject } from '../json/json-value.ts'
import { findTypeProblem } from './problem.ts'
import { isRedactedThought, isSigned } from './signatures.ts'

/** Finds what is wrong with one content block; `path` is where it is, as `messages.1.content.0`. */
export function findBlockProblem(block: unknown, role: string, path: string): string | undefined {
  if (!isObject(block)) return `${path}: Input should be a valid dictionary`
  const type = asString(block['type'])
  if (type === undefined) return `${path}.type: Field required`
  const check = checks.get(type)
  if (check === undefined) return serverBlocks.test(type) ? undefined : unknownTag(path, type)
  if (check.role !== undefined && check.role !== role)
    return `${path.split('.').slice(0, 2).join('.')}: \`${type}\` blocks can only be in \`${check.role}\` messages`
  return check.find(block, path)
}

interface BlockCheck {
  readonly role?: 'user' | 'assistant'
  readonly find: (block: JsonObject, path: string) => string | undefined
}

const checks: ReadonlyMap<string, BlockCheck> = new Map<string, BlockCheck>([
  ['text', { find: findTextProblem }],
  [
    'image',
    { role: 'user', find: (block, path) => findSourceProblem(block['source'], `${path}.image.source`, images) },
  ],
  [
    'document',
    { role: 'user', find: (block, path) => findSourceProblem(block['source'], `${path}.document.source`, documents) },
  ],
  ['search_result', { role: 'user', find: () => undefined }],
  ['tool_result', { role: 'user', find: findResultProblem }],
  ['tool_use', { role: 'assistant', find: findUseProblem }],
  ['thinking', { role: 'assistant', find: findThoughtProblem }],
  ['redacted_thinking', { role: 'assistant', find: findRedactedProblem }],
])

/** Blocks of the server's own tools, which come back as they were. */
const serverBlocks = /^(server_tool_use|container_upload|\w+_tool_result|mcp_tool_use|fallback|compaction)$/

function unknownTag(path: string, tag: string): string {
  const expected = [...checks.keys()].map((name) => `'${name}'`).join(', ')
  return `${path}: Input tag '${tag}' found using 'type' does not match any of the expected tags: ${expected}`
}

function findTextProblem({ text }: JsonObject, path: string): string | undefined {
  const problem = findTypeProblem(text, 'string', `${path}.text.text`)
  if (problem !== undefined) return problem
  if (text === '') return 'messages: text content blocks must be non-empty'
  return String(text).trim() === '' ? 'messages: text content blocks must contain non-whitespace text' : undefined
}

interface SourceRule {
  readonly base64: readonly string[]
  readonly types: readonly string[]
}

const images: SourceRule = {
  base64: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  types: ['base64', 'url', 'file'],
}

const documents: SourceRule = { base64: ['application/pdf'], types: ['base64', 'text', 'content', 'url', 'file'] }

function findSourceProblem(source: unknown, path: string, { base64, types }: SourceRule): string | undefined {
  if (!isObject(source))
    return `${path}: ${source === undefined ? 'Field required' : 'Input should be a valid dictionary'}`
  const { type, media_type: mediaType, data, url } = source
  if (!types.includes(String(type)))
    return `${path}: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: ${quoted(types, ', ')}`
  if (type === 'url') {
    if (/^https?:\/\//.test(String(url))) return undefined
    return findTypeProblem(url, 'string', `${path}.url.url`) ?? 'Only HTTPS URLs are supported.'
  }
  if (type === 'text' && mediaType !== 'text/plain') return `${path}.text.media_type: Input should be 'text/plain'`
  if (type !== 'base64') return undefined
  if (!base64.includes(String(mediaType))) {
    const which = base64.length > 1 ? `${quoted(base64.slice(0, -1), ', ')} or '${base64.at(-1)}'` : `'${base64[0]}'`
    return `${path}.base64.media_type: Input should be ${which}`
  }
  if (typeof data !== 'string' || data === '')
    return findTypeProblem(data || undefined, 'string', `${path}.base64.data`)
  return /^[A-Za-z0-9+/]+={0,2}$/.test(data) ? undefined : `${path}.base64: invalid base64 data`
}

function quoted(values: readonly string[], separator: string): string {
  return values.map((value) => `'${value}'`).join(separator)
}

function findResultProblem({ tool_use_id: id, content }: JsonObject, path: string): string | undefined {
  const place = `${path}.tool_result`
  if (content !== undefined && typeof content !== 'string' && !Array.isArray(content))
    return `${place}.content: Input should be a valid list`
  for (const [index, part] of Array.isArray(content) ? content.entries() : []) {
    const type = isObject(part) ? String(part['type']) : ''
    if (!['text', 'image', 'document', 'search_result'].includes(type))
      return unknownTag(`${place}.content.${index}`, type)
    const problem = findBlockProblem(part, 'user', `${place}.content.${index}`)
    if (problem !== undefined) return problem
  }
  return findIdProblem(id, `${place}.tool_use_id`)
}

function findUseProblem({ id, name, input }: JsonObject, path: string): string | undefined {
  const place = `${path}.tool_use`
  return (
    findIdProblem(id, `${place}.id`) ??
    findTypeProblem(name, 'string', `${place}.name`) ??
    findTypeProblem(input, 'object', `${place}.input`)
  )
}

function findIdProblem(id: unknown, path: string): string | undefined {
  const problem = findTypeProblem(id, 'string', path)
  if (problem !== undefined) return problem
  return /^[a-zA-Z0-9_-]+$/.test(String(id)) ? undefined : `${path}: String should match pattern '^[a-zA-Z0-9_-]+$'`
}

function findThoughtProblem({ thinking, signature }: JsonObject, path: string): string | undefined {
  const problem =
    findTypeProblem(signature, 'string', `${path}.thinking.signature`) ??
    findTypeProblem(thinking, 'string', `${path}.thinking.thinking`)
  if (problem !== undefined) return problem
  return isSigned(String(thinking), String(signature))
    ? undefined
    : `${path}: Invalid \`signature\` in \`thinking\` block`
}

function findRedactedProblem({ data }: JsonObject, path: string): string | undefined {
  const problem = findTypeProblem(data, 'string', `${path}.redacted_thinking.data`)
  if (problem !== undefined) return problem
  return isRedactedThought(String(data)) ? undefined : `${path}: Invalid \`data\` in \`redacted_thinking\` block`
}
