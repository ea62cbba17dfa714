import type { SharedV4Warning } from '@ai-sdk/provider'

/** Adds a warning unless there is an equal one: a long conversation repeats the same parts in every call. */
export function warnOnce(warnings: SharedV4Warning[], warning: SharedV4Warning): void {
  const text = JSON.stringify(warning)
  if (!warnings.some((one) => JSON.stringify(one) === text)) warnings.push(warning)
}
