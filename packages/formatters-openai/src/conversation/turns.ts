import type { WireMessage, WireToolCall } from './wire-message.ts'

/** A message with the results of its tool calls. */
export interface Turn {
  readonly message: WireMessage
  /** The position of the message in the request; -1 for a message that the formatter adds. */
  readonly index: number
  /** Empty unless the message has tool calls. */
  readonly exchanges: readonly ToolExchange[]
}

/** A tool call and its results; none if the history has no result, several if it repeats one. */
interface ToolExchange {
  readonly call: WireToolCall
  readonly results: readonly WireMessage[]
}

/**
 * Assigns tool results to the calls that they answer, wherever they are in the history: they have to follow the message with
 * the calls. A result without a call is a turn of its own.
 */
export function toTurns(messages: readonly WireMessage[]): readonly Turn[] {
  const turns: Turn[] = []
  const open = new Map<string, OpenCalls>()
  for (const [index, message] of messages.entries()) {
    const exchange = message.role === 'tool' ? exchangeOf(message, open) : undefined
    if (exchange !== undefined) {
      exchange.results.push(message)
      continue
    }
    if (message.tool_calls === undefined) {
      turns.push({ message, index, exchanges: none })
      continue
    }
    const exchanges = message.tool_calls.map((call): OpenExchange => ({ call, results: [] }))
    turns.push({ message, index, exchanges })
    // Some models repeat their ids in every answer: a result belongs to the last answer that has its id.
    for (const { call } of exchanges) open.set(call.id, { exchanges: [], answered: 0 })
    for (const one of exchanges) open.get(one.call.id)?.exchanges.push(one)
  }
  return turns
}

const none: readonly never[] = []

/** Returns the messages in the order in which they are sent. */
export function inOrder(turns: readonly Turn[]): readonly WireMessage[] {
  const messages: WireMessage[] = []
  for (const { message, exchanges } of turns) {
    messages.push(message)
    for (const { results } of exchanges) for (const result of results) messages.push(result)
  }
  // Copied, since V8 reserves 17 places for the first message, and each open stream keeps what it has sent.
  return messages.slice()
}

/** Adds a result to each call that has none, because most servers reject such a history. */
export function withAllResults(turn: Turn): Turn {
  if (turn.exchanges.length === 0) return turn
  const answered = turn.exchanges.map(({ call, results }): ToolExchange => {
    if (results.length > 0) return { call, results }
    return { call, results: [{ role: 'tool', content: MISSING_RESULT, tool_call_id: call.id }] }
  })
  return { ...turn, exchanges: answered }
}

/** Joins the results of a call that was answered more than once. */
export function withOneResultEach({ exchanges, ...turn }: Turn): Turn {
  const single = exchanges.map(({ call, results: [first, ...rest] }): ToolExchange => {
    if (first === undefined || rest.length === 0) return { call, results: first ? [first] : [] }
    const content = [first, ...rest].map((result) => result.content).join('\n')
    return { call, results: [{ ...first, content }] }
  })
  return { ...turn, exchanges: single }
}

/** Returns whether an assistant message says nothing: it has neither text nor calls, nor anything that only its server can read. */
export function isEmptyAnswer({ message, exchanges }: Turn): boolean {
  const { role, content } = message
  if (role !== 'assistant' || exchanges.length > 0) return false
  if (OPAQUE_FIELDS.some((field) => typeof message[field] === 'object')) return false
  return typeof content === 'string' ? content === '' : content.every(({ type }) => type === 'thinking')
}

/** Fields whose objects or lists only the server can read; `reasoning` can also be a text. */
const OPAQUE_FIELDS = ['reasoning_details', 'thinking_blocks', 'reasoning', 'extra_content'] as const

/** Merges messages of the same speaker, of which only the last may have calls. */
export function mergedTurn(turns: readonly [Turn, ...Turn[]]): Turn {
  if (turns.length === 1) return turns[0]
  const [{ index, message }] = turns
  const content = joinedContent(turns.map((turn) => turn.message.content))
  return { index, message: { ...message, content }, exchanges: turns.at(-1)?.exchanges ?? [] }
}

/** Joins the contents of messages: texts with a blank line, parts as parts. */
export function joinedContent(contents: readonly WireMessage['content'][]): WireMessage['content'] {
  const filled = contents.filter((content) => content !== '')
  const [first = '', ...rest] = filled
  if (rest.length === 0) return first
  return filled.every((content) => typeof content === 'string') ? filled.join('\n\n') : filled.flatMap(partsOf)
}

function partsOf(content: WireMessage['content']): Exclude<WireMessage['content'], string> {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

interface OpenExchange extends ToolExchange {
  readonly results: WireMessage[]
}

/** The calls of one message that have the same id. */
interface OpenCalls {
  readonly exchanges: OpenExchange[]
  answered: number
}

function exchangeOf(
  { tool_call_id: id = '' }: WireMessage,
  open: ReadonlyMap<string, OpenCalls>,
): OpenExchange | undefined {
  const calls = open.get(id)
  if (calls === undefined) return undefined
  calls.answered += 1
  return calls.exchanges[calls.answered - 1] ?? calls.exchanges.at(-1)
}

/** What the model reads about a call whose result the history does not have, such as one that was aborted. */
const MISSING_RESULT = 'There is no result of this tool call.'
