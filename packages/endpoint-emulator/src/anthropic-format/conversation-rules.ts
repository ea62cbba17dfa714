import { type JsonObject, asList, asString, isObject } from '../json/json-value.ts'
import { findBlockProblem } from './block-rules.ts'

/** Finds the first rule of the Messages API that a conversation breaks. */
export function findConversationProblem(body: JsonObject): string | undefined {
  const { messages } = body
  if (messages === undefined) return 'messages: Field required'
  if (!Array.isArray(messages)) return 'messages: Input should be a valid list'
  if (messages.length === 0) return 'messages: at least one message is required'
  if (messages.length > maxMessages) return `messages: List should have at most ${maxMessages} items`
  for (const [index, message] of messages.entries()) {
    const problem = findMessageProblem(message, index, index === messages.length - 1)
    if (problem !== undefined) return problem
  }
  const checked = messages as readonly JsonObject[]
  if (checked[0]?.['role'] !== 'user') return 'messages: first message must use the "user" role'
  return findToolProblem(checked, body) ?? findMissingThought(checked, body) ?? findPrefill(checked)
}

const maxMessages = 100_000

function findMessageProblem(message: unknown, index: number, isLast: boolean): string | undefined {
  const path = `messages.${index}`
  if (!isObject(message)) return `${path}: Input should be a valid dictionary`
  const { role, content } = message
  if (role === undefined) return `${path}.role: Field required`
  if (role === 'system')
    return 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.'
  if (role !== 'user' && role !== 'assistant') return `${path}.role: Input should be 'user' or 'assistant'`
  const extra = Object.keys(message).find((name) => name !== 'role' && name !== 'content')
  if (extra !== undefined) return `${path}.${extra}: Extra inputs are not permitted`
  if (content === undefined) return `${path}.content: Field required`
  if (typeof content !== 'string' && !Array.isArray(content)) return `${path}.content: Input should be a valid list`
  if (content.length === 0 && !(role === 'assistant' && isLast)) {
    return role === 'user'
      ? `${path}: user messages must have non-empty content`
      : `${path}: all messages must have non-empty content except for the optional final assistant message`
  }
  if (typeof content === 'string') {
    return content.trim() === '' && content !== ''
      ? 'messages: text content blocks must contain non-whitespace text'
      : undefined
  }
  for (const [position, block] of content.entries()) {
    const problem = findBlockProblem(block, role, `${path}.content.${position}`)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Each call has one result, in the next message and before any text there. */
function findToolProblem(messages: readonly JsonObject[], body: JsonObject): string | undefined {
  let called: readonly string[] = []
  let usesTools = false
  const ids = new Set<string>()
  for (const [index, message] of messages.entries()) {
    const blocks = asList(message['content']).filter(isObject)
    if (message['role'] === 'user') {
      const problem = findResultProblem(blocks, called, index)
      if (problem !== undefined) return problem
      called = []
      continue
    }
    if (called.length > 0) return missingResults(index - 1, called)
    const uses = blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => String(id))
    if (uses.some((id) => ids.has(id)) || new Set(uses).size < uses.length)
      return `messages.${index}: \`tool_use\` ids must be unique`
    for (const id of uses) ids.add(id)
    called = uses
    usesTools ||= uses.length > 0
  }
  if (called.length > 0) return missingResults(messages.length - 1, called)
  return usesTools && body['tools'] === undefined
    ? 'Requests which include `tool_use` or `tool_result` blocks must define tools'
    : undefined
}

function findResultProblem(
  blocks: readonly JsonObject[],
  called: readonly string[],
  index: number,
): string | undefined {
  const expected = new Set(called)
  const given = new Set<string>()
  let hasOther = false
  for (const [position, { type, tool_use_id: id }] of blocks.entries()) {
    if (type !== 'tool_result') hasOther = true
    else if (!expected.has(String(id)))
      return `messages.${index}.content.${position}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(id)}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`
    else if (given.has(String(id)))
      return `messages.${index}.content.${position}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${String(id)}`
    else if (hasOther) return missingResults(index - 1, [String(id)])
    else given.add(String(id))
  }
  const missing = called.filter((id) => !given.has(id))
  return missing.length > 0 ? missingResults(index - 1, missing) : undefined
}

function missingResults(index: number, ids: readonly string[]): string {
  const shown = ids.slice(0, 32).join(', ')
  return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${shown}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`
}

/** With `thinking: enabled`, the answer whose results are being sent starts with what the model thought. */
function findMissingThought(messages: readonly JsonObject[], { thinking }: JsonObject): string | undefined {
  if (!isObject(thinking) || thinking['type'] !== 'enabled') return undefined
  const index = messages.findLastIndex(({ role }) => role === 'assistant')
  const results = asList(messages[index + 1]?.['content'])
  if (!results.some((block) => isObject(block) && block['type'] === 'tool_result')) return undefined
  const first = asList(messages[index]?.['content'])[0]
  const type = isObject(first) ? asString(first['type']) : 'text'
  if (type === 'thinking' || type === 'redacted_thinking') return undefined
  return `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${type}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable \`thinking\`.`
}

function findPrefill(messages: readonly JsonObject[]): string | undefined {
  if (messages.at(-1)?.['role'] !== 'assistant') return undefined
  return 'This model does not support assistant message prefill. The conversation must end with a user message.'
}
