/** Repeatable chance. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed * 0x9e3779b9
  }

  /** Returns true with a probability. */
  is(probability: number): boolean {
    return this.#next() < probability
  }

  /** Picks one of the items. */
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    return items[Math.floor(this.#next() * items.length)] as T
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Texts of prompts, messages and answers. */
export const texts = [
  'Hello',
  'Why is the sky blue?',
  'Two\nlines',
  'He said "no" in C:\\temp\\new',
  'A tab\tand a bell\b and a form feed\f',
  ' with spaces around ',
  '\n\nafter two line breaks',
  'Grüße, 漢字 and 🙂',
  '{"json": [1, "two", null]}',
  'It’s 5 % of $& and \\u0041',
] as const
