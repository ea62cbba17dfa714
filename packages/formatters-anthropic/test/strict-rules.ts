type Block = Readonly<Record<string, unknown>>
interface Message {
  readonly role: string
  readonly content: string | readonly Block[]
}

const bodyFields =
  'model max_tokens system messages tools tool_choice stop_sequences temperature top_p top_k stream thinking output_config metadata cache_control'
const userTypes = new Set(['text', 'image', 'document', 'tool_result'])

/** Returns what the Messages API would reject about a body, as its documentation and reports of its users say; undefined if nothing. */
export function violationOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const unknown = Object.keys(body).find((field) => !bodyFields.split(' ').includes(field))
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`
  if (!Number.isInteger(body['max_tokens'])) return 'max_tokens: Field required'
  const messages = body['messages'] as readonly Message[]
  if (messages.length === 0) return 'messages: at least one message is required'
  if (body['tool_choice'] !== undefined && body['tools'] === undefined) return 'tool_choice: may only be set with tools'
  return systemViolation(body['system']) ?? messagesViolation(messages) ?? cacheViolation(body)
}

function systemViolation(system: unknown): string | undefined {
  if (system === undefined) return undefined
  return textsOf(system as Message['content']).some(isBlank)
    ? 'system: text content blocks must be non-empty'
    : undefined
}

function messagesViolation(messages: readonly Message[]): string | undefined {
  const ids = new Set<unknown>()
  let pending: readonly unknown[] = []
  for (const [index, { role, content }] of messages.entries()) {
    const at = `messages.${index}`
    if (role !== (index % 2 === 0 ? 'user' : 'assistant')) return `${at}: roles must alternate, starting with user`
    const blocks = blocksOf(content)
    if (blocks.length === 0) return `${at}: content is empty`
    if (textsOf(content).some(isBlank)) return `${at}: text content blocks must contain non-whitespace text`
    const wrong = role === 'user' ? resultsViolation(blocks, pending) : answerViolation(blocks, ids)
    if (wrong !== undefined) return `${at}: ${wrong}`
    pending = role === 'user' ? [] : blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => id)
  }
  if (pending.length > 0) return 'tool_use ids were found without tool_result blocks immediately after'
  const last = messages.at(-1)
  const lastText = textsOf(last?.content ?? '').at(-1) ?? ''
  if (last?.role === 'assistant' && lastText !== lastText.trimEnd()) return 'final content cannot end with whitespace'
  return undefined
}

function resultsViolation(blocks: readonly Block[], pending: readonly unknown[]): string | undefined {
  const stranger = blocks.find(({ type }) => !userTypes.has(String(type)))
  if (stranger !== undefined) return `unexpected ${String(stranger['type'])} block`
  const results = blocks.filter(({ type }) => type === 'tool_result')
  const given = results.map(({ tool_use_id: id }) => id)
  if (given.length !== new Set(given).size) return 'each tool_use must have a single result'
  if (given.some((id) => !pending.includes(id))) return 'unexpected tool_use_id found in tool_result blocks'
  if (pending.some((id) => !given.includes(id))) return 'tool_use ids were found without tool_result blocks'
  if (blocks.slice(0, results.length).some(({ type }) => type !== 'tool_result')) return 'tool_result blocks come first'
  const inner = results.flatMap(({ content }) => (content === undefined ? [] : textsOf(content as Message['content'])))
  return inner.some(isBlank) ? 'tool_result: text content blocks must be non-empty' : undefined
}

function answerViolation(blocks: readonly Block[], ids: Set<unknown>): string | undefined {
  for (const { type, id, name, input, signature } of blocks) {
    if (type === 'thinking' && !signature) return 'signature: Field required'
    if (type !== 'tool_use') continue
    if (!/^[\w-]+$/.test(String(id))) return `tool_use.id: String should match pattern, was ${String(id)}`
    if (ids.has(id)) return '`tool_use` ids must be unique'
    if (!/^[\w-]{1,128}$/.test(String(name))) return 'tool_use.name: String should match pattern'
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      return 'tool_use.input: should be an object'
    ids.add(id)
  }
  return /thinking/.test(String(blocks.at(-1)?.['type'])) ? 'the final block cannot be thinking' : undefined
}

function cacheViolation(body: unknown): string | undefined {
  const marks = JSON.stringify(body).match(/"cache_control"/g) ?? []
  return marks.length > 4 ? 'a maximum of 4 blocks with cache_control may be provided' : undefined
}

function blocksOf(content: Message['content']): readonly Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

function textsOf(content: Message['content']): readonly string[] {
  return blocksOf(content).flatMap(({ type, text }) => (type === 'text' ? [String(text)] : []))
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}
