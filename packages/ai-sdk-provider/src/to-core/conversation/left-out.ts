import { type SharedV4Warning, UnsupportedFunctionalityError } from '@ai-sdk/provider'
import type { ContentPart } from '@azureml-endpoints/core'
import { warnOnce } from './warn-once.ts'

/** Converts a part of an earlier turn. One that cannot be sent is left out: it is in every later call of the conversation. */
export function sendable(
  convert: () => ContentPart,
  place: string,
  warnings: SharedV4Warning[],
): readonly ContentPart[] {
  try {
    return [convert()]
  } catch (error) {
    if (!UnsupportedFunctionalityError.isInstance(error)) throw error
    warnAboutLeftOut(error.functionality, place, warnings)
    return []
  }
}

/** Warns that a part of the conversation is left out. */
export function warnAboutLeftOut(feature: string, place: string, warnings: SharedV4Warning[]): void {
  warnOnce(warnings, {
    type: 'unsupported',
    feature: `${feature} in ${place}`,
    details: 'It cannot be sent, so it is left out.',
  })
}

/** Warns that a result is left out because its call is not in the conversation. */
export function warnAboutStrayResult(toolName: string, warnings: SharedV4Warning[]): void {
  warnOnce(warnings, {
    type: 'unsupported',
    feature: `result of ${toolName} without its call`,
    details: 'Endpoints reject a result without its call, so it is left out.',
  })
}
