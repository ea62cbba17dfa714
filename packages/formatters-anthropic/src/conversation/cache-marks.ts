import type { WireBlock, WireMessage } from '../wire/wire-message.ts'

/** The parts of a body that a cache can hold, in their order in the prompt. */
export interface CachedParts {
  readonly tools: readonly WireBlock[] | undefined
  readonly system: readonly WireBlock[]
  readonly messages: readonly WireMessage[]
}

/**
 * Marks two places up to which the prompt is cached: the end of tools and instructions, which conversations share, and the last
 * message of the user, which the next turn goes on from. Models before top-level caching understand it too.
 */
export function withCacheMarks<Parts extends CachedParts>(parts: Parts, ttl: '5m' | '1h'): Parts {
  const mark = { cache_control: ttl === '5m' ? { type: 'ephemeral' } : { type: 'ephemeral', ttl } }
  const { tools, system, messages } = parts
  const isShared = system.length > 0
  const last = messages.findLastIndex(({ role }) => role === 'user')
  return {
    ...parts,
    ...(isShared ? { system: withLast(system, mark) } : tools && { tools: withLast(tools, mark) }),
    messages: messages.map((message, index) => (index === last ? marked(message, mark) : message)),
  }
}

function marked(message: WireMessage, mark: object): WireMessage {
  return { ...message, content: withLast(message.content, mark) }
}

function withLast<Block extends object>(blocks: readonly Block[], mark: object): readonly Block[] {
  const last = blocks.at(-1)
  return last === undefined ? blocks : [...blocks.slice(0, -1), { ...last, ...mark }]
}
