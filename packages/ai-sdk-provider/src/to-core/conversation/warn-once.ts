import type { SharedV4Warning } from '@ai-sdk/provider'

/** The warnings of a list as text, so that finding an equal one takes no longer in a long conversation. */
const known = new WeakMap<SharedV4Warning[], Set<string>>()

/** Adds a warning unless there is an equal one: a long conversation repeats the same parts in every call. */
export function warnOnce(warnings: SharedV4Warning[], warning: SharedV4Warning): void {
  const texts = known.get(warnings) ?? new Set()
  known.set(warnings, texts)
  const text = JSON.stringify(warning)
  if (texts.has(text)) return
  texts.add(text)
  warnings.push(warning)
}
