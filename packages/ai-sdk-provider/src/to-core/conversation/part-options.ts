import {
  InvalidArgumentError,
  type LanguageModelV4Message,
  type SharedV4ProviderOptions,
  type SharedV4Warning,
} from '@ai-sdk/provider'
import { ownOptions } from '../../settings/own-options.ts'
import { warnOnce } from './warn-once.ts'

/** A place where a conversation can have options. */
export type Place =
  | `${LanguageModelV4Message['role']} message`
  | 'user text part'
  | 'user file part'
  | 'assistant text part'
  | 'assistant file part'
  | 'reasoning part'
  | 'reasoning-file part'
  | 'custom part'
  | 'tool-call part'
  | 'tool-result part'
  | 'tool-approval-response part'
  | 'tool result'
  | 'file in a tool result'
  | 'tool'

/** The options that have a meaning, by place. */
const known: Readonly<Partial<Record<Place, readonly string[]>>> = {
  'user message': ['imageDetail', 'detail'],
  'assistant message': ['providerData'],
  'user file part': ['imageDetail', 'detail'],
  'assistant text part': ['providerData'],
  'assistant file part': ['audio', 'providerData'],
  'reasoning part': ['providerData'],
  'tool-call part': ['providerData', 'messageProviderData'],
  // `convertToModelMessages` repeats the metadata of a call on its result.
  'tool-result part': ['providerData', 'messageProviderData'],
  'file in a tool result': ['imageDetail', 'detail'],
}

/** Returns the options for this provider at a place of the conversation; warns about those that have no meaning there. */
export function partOptions(
  place: Place,
  given: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): Readonly<Record<string, unknown>> {
  const options = ownOptions(given)?.options
  if (options === undefined) return {}
  const names = known[place] ?? []
  const unknown = Object.keys(options).filter((name) => options[name] !== undefined && !names.includes(name))
  if (unknown.length > 0) {
    warnOnce(warnings, {
      type: 'unsupported',
      feature: `providerOptions.azureML on ${place.startsWith('a') ? 'an' : 'a'} ${place}`,
      details: `Unknown there and ignored: ${unknown.join(', ')}. Pass options to the call; body parameters belong in modelKwargs.`,
    })
  }
  return options
}

/** Returns how closely the model should look at an image. */
export function imageDetail(options: Readonly<Record<string, unknown>>): string | undefined {
  const name = options['imageDetail'] === undefined ? 'detail' : 'imageDetail'
  const detail = options[name]
  if (detail === undefined || (typeof detail === 'string' && detail !== '')) return detail
  const argument = `providerOptions.azureML.${name}`
  throw new InvalidArgumentError({
    argument,
    message: `${argument} of an image is ${JSON.stringify(detail)}; it must be 'low', 'high' or 'auto'.`,
  })
}
