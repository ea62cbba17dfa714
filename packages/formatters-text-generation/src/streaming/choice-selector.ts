import { isFields, type Fields } from '@azureml-endpoints/core'

/** The most pieces of other choices to hold back while waiting for the choice with index 0. */
const MAX_HELD = 32

/**
 * Selects the one choice of a stream that is read, as in whole answers: that with index 0 or, if there is none, with the lowest
 * index. As the choice with index 0 may start later than others, those are held back at first.
 */
export class ChoiceSelector {
  #index: number | undefined
  #held: { readonly index: number; readonly choice: Fields }[] = []

  /** Returns the piece of the selected choice in an event; several pieces that were held back are joined. */
  select(choices: readonly unknown[]): Fields | undefined {
    let found: Fields | undefined
    for (const choice of choices) {
      if (!isFields(choice)) continue
      const index = typeof choice['index'] === 'number' ? choice['index'] : (this.#index ?? 0)
      if (index === 0 && this.#index === undefined) this.#selectFirst()
      if (index === this.#index) found ??= choice
      else if (this.#index === undefined) this.#held.push({ index, choice })
    }
    return found ?? (this.#held.length > MAX_HELD ? this.settle() : undefined)
  }

  /** Selects the lowest index so far, if none is selected yet, and returns what was held back of its choice. */
  settle(): Fields | undefined {
    if (this.#held.length === 0) return undefined
    this.#index = this.#held.reduce((lowest, { index }) => Math.min(lowest, index), Infinity)
    const pieces = this.#held.filter(({ index }) => index === this.#index).map(({ choice }) => choice)
    this.#held = []
    const texts = pieces.map(({ text }) => (typeof text === 'string' ? text : ''))
    return { ...pieces.at(-1), text: texts.join('') }
  }

  #selectFirst(): void {
    this.#index = 0
    this.#held = []
  }
}
