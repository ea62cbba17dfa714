import { isFields, type Fields } from '@azureml-endpoints/core'

/** Returns the choice with the lowest index, the only one that is used. A choice without an index has that of its position. */
export function firstChoiceOf(choices: readonly unknown[]): Fields | undefined {
  let first: Fields | undefined
  let lowest = Infinity
  for (const [position, choice] of choices.entries()) {
    if (!isFields(choice)) continue
    const index = indexOfChoice(choice, position)
    if (index >= lowest) continue
    first = choice
    lowest = index
  }
  return first
}

/** Returns the index of a choice, which may differ from its position in the body or event. */
export function indexOfChoice({ index }: Fields, position: number): number {
  return indexOf(index) ?? position
}

/** Parses an index, which some servers send as a string. */
export function indexOf(index: unknown): number | undefined {
  const position = typeof index === 'string' && /^\d{1,9}$/.test(index) ? Number(index) : index
  return typeof position === 'number' && Number.isInteger(position) && position >= 0 ? position : undefined
}
