import type { Turn } from './turns.ts'

/**
 * Gives tool calls ids of nine letters and digits, the only form that Mistral accepts, alike on call and result. Valid ids stay,
 * different ids stay different, and the same history always gets the same ids, so that a prompt cache recognizes it.
 */
export function withMistralIds(turns: readonly Turn[]): readonly Turn[] {
  const given = turns.flatMap(({ exchanges }) => exchanges.map(({ call }) => call.id))
  const taken = new Set(given.filter(isValid))
  const ids = new Map<string, string[]>()
  return turns.map((turn) => {
    if (turn.exchanges.length === 0) return turn
    const used = new Map<string, number>()
    const exchanges = turn.exchanges.map(({ call, results }) => {
      // An id that is repeated within one message would make results ambiguous.
      const times = used.get(call.id) ?? 0
      used.set(call.id, times + 1)
      const id = idOf({ id: call.id, times }, ids, taken)
      return { call: { ...call, id }, results: results.map((result) => ({ ...result, tool_call_id: id })) }
    })
    const message = { ...turn.message, tool_calls: exchanges.map(({ call }) => call) }
    return { ...turn, message, exchanges }
  })
}

interface GivenId {
  readonly id: string
  /** How many calls before it in the same message have the same id. */
  readonly times: number
}

function idOf({ id, times }: GivenId, ids: Map<string, string[]>, taken: Set<string>): string {
  if (times === 0 && isValid(id)) return id
  const known = ids.get(id) ?? []
  ids.set(id, known)
  const before = known[times]
  if (before !== undefined) return before
  let made = hashed(`${times}:${id}`)
  for (let attempt = 1; taken.has(made); attempt += 1) made = hashed(`${times}:${attempt}:${id}`)
  taken.add(made)
  known[times] = made
  return made
}

function isValid(id: string): boolean {
  return /^[a-zA-Z0-9]{9}$/.test(id)
}

/** Hashes a text to nine letters and digits: two runs of FNV-1a over its code units, 53 bits in base 62. */
export function hashed(text: string): string {
  let high = 0x811c9dc5
  let low = 0x01000193
  for (let position = 0; position < text.length; position += 1) {
    const unit = text.charCodeAt(position)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit, 0x5bd1e995)
  }
  let number = (mixed(high) & 0x1fffff) * 0x1_0000_0000 + (mixed(low) >>> 0)
  let digits = ''
  for (let count = 0; count < 9; count += 1) {
    digits = DIGITS.charAt(number % 62) + digits
    number = Math.floor(number / 62)
  }
  return digits
}

/** Spreads the last characters over all bits, as the finalizer of MurmurHash3. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
