/**
 * Gives tool calls ids that the API accepts, alike on call and result: letters, digits, `_` and `-`, each id once in a
 * conversation. Valid ids stay, and the same history always gets the same ids, so that a prompt cache recognizes it.
 */
export class ToolIds {
  readonly #taken: Set<string>
  readonly #used = new Set<string>()
  /** The next number for each id that is made. */
  readonly #numbers = new Map<string, number>()

  /** `given` are all ids of the conversation. */
  constructor(given: readonly string[]) {
    this.#taken = new Set(given)
  }

  /** Returns the id of the next call that has the given id. */
  idFor(given: string): string {
    if (isValid(given) && !this.#used.has(given)) {
      this.#used.add(given)
      return given
    }
    const base = given.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, MAX_BASE_LENGTH) || 'call'
    let number = this.#numbers.get(base) ?? 1
    while (this.#taken.has(`${base}_${number}`)) number += 1
    this.#numbers.set(base, number + 1)
    const made = `${base}_${number}`
    this.#taken.add(made)
    return made
  }
}

function isValid(id: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(id)
}

const MAX_BASE_LENGTH = 50
