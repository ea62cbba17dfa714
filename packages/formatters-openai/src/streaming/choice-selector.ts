import { isFields, type Fields } from '@azureml-endpoints/core'
import { indexOfChoice } from '../response/choices.ts'

/** The most events of other choices to hold back while waiting for the choice with index 0. */
const MAX_HELD = 32

const NONE: readonly Fields[] = []

/** A piece of a choice that may not be the one that is read. */
interface Held {
  readonly index: number
  readonly choice: Fields
}

/**
 * Selects the one choice of a stream that is read: that with index 0 or, if there is none, with the lowest index. As a choice
 * with index 0 may start later than others, those are held back at first.
 */
export class ChoiceSelector {
  /** The index of the selected choice; -1 until it is known. */
  index = -1
  #held: Held[] | undefined

  /** Returns the selected choice of an event, or the pieces of it that were held back. */
  select(choices: readonly unknown[]): readonly Fields[] {
    const seen = new Set<number>()
    let found: Fields | undefined
    for (const [position, choice] of choices.entries()) {
      if (!isFields(choice)) continue
      // A piece without an index, alone in its event, continues the selected choice.
      const isContinued = choice['index'] === undefined && choices.length === 1 && this.index !== -1
      const index = isContinued ? this.index : indexOfChoice(choice, position)
      // As in whole answers, only the first choice with an index counts.
      if (seen.has(index)) continue
      seen.add(index)
      if (index === 0 && this.index === -1 && this.#decides(choice)) this.#selectFirst()
      if (index === this.index) found = choice
      else if (this.index === -1) (this.#held ??= []).push({ index, choice })
    }
    if (this.#held !== undefined && this.#held.length > MAX_HELD) return this.settle()
    return found === undefined ? NONE : [found]
  }

  /** Selects the lowest index so far, if none is selected yet, and returns the pieces of its choice that were held back. */
  settle(): readonly Fields[] {
    const held = this.#held
    if (held === undefined) return NONE
    const filled = held.filter(({ choice }) => hasContent(choice))
    const candidates = filled.length > 0 ? filled : held
    this.index = candidates.reduce((lowest, { index }) => Math.min(lowest, index), Infinity)
    const pieces = held.filter(({ index }) => index === this.index).map(({ choice }) => choice)
    if (!pieces.some(isFinished)) {
      const end = held.find(({ choice }) => isFinished(choice) && !hasContent(choice))
      if (end !== undefined) pieces.push(end.choice)
    }
    this.#held = undefined
    return pieces
  }

  /** Some servers send the role or the finish reason with index 0, and the text with another. */
  #decides(choice: Fields): boolean {
    if (hasContent(choice)) return true
    return isFinished(choice) && this.#held?.some((held) => hasContent(held.choice)) !== true
  }

  #selectFirst(): void {
    this.index = 0
    this.#held = undefined
  }
}

function isFinished(choice: Fields): boolean {
  return typeof choice['finish_reason'] === 'string'
}

/** Returns whether a piece of a choice has more than a role. */
function hasContent({ delta, message, text }: Fields): boolean {
  if (typeof text === 'string' && text !== '') return true
  const piece = isFields(delta) ? delta : isFields(message) ? message : {}
  return Object.entries(piece).some(([name, value]) => name !== 'role' && isFilled(value))
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}
