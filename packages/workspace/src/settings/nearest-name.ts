import { printable } from '@azureml-endpoints/core'

/** Says which of the existing names was probably meant, and which there are; `what` is the kind of thing, in the singular. */
export function adviceForMissing(name: string, existing: readonly string[], what: string): string {
  if (existing.length === 0) return `No ${what} was found.`
  const nearest = nearestName(name, existing)
  const meant = nearest === undefined ? '' : `Did you mean "${printable(nearest)}"? `
  const shown = existing.slice(0, maxShown).map((one) => printable(one.slice(0, 200)))
  const more = existing.length > maxShown ? `, and ${existing.length - maxShown} more` : ''
  return `${meant}Found: ${shown.join(', ')}${more}.`
}

/** Finds the name that was probably meant: in another case, a part of the other, or a few letters apart. */
function nearestName(name: string, existing: readonly string[]): string | undefined {
  const wanted = name.toLowerCase().slice(0, maxLength)
  const ranked = existing
    .map((one) => ({ one, distance: distanceOf(wanted, one.toLowerCase().slice(0, maxLength)) }))
    .filter(({ distance }) => distance <= (wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3))))
    .toSorted((left, right) => left.distance - right.distance)
  return ranked[0]?.one
}

const maxShown = 20

/** Azure's names are shorter, but for subscriptions, which are ids. */
const maxLength = 64

function distanceOf(wanted: string, existing: string): number {
  // A name that was cut short or has a suffix too many is nearer than one with a few other letters.
  if (wanted.length > 2 && existing.length > 2 && (existing.startsWith(wanted) || wanted.startsWith(existing)))
    return 0.5
  let previous = Array.from({ length: existing.length + 1 }, (_, index) => index)
  for (let row = 1; row <= wanted.length; row++) {
    const current = [row]
    for (let column = 1; column <= existing.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (wanted[row - 1] === existing[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[existing.length] ?? 0
}
