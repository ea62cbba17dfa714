import { isRecord } from '@azureml-endpoints/core'
import type { SharedV4ProviderOptions } from '@ai-sdk/provider'
import { checked, type Rule } from './option-rules.ts'

/** The options for this provider, and the misspelt key that they were found under, if any. */
export interface OwnOptions {
  readonly options: Readonly<Record<string, unknown>>
  readonly alias?: string | undefined
}

/** Matches other spellings of the key, which users derive from the names of the package and of the provider. */
const alias = /^azure[-_]?ml(?:\.chat)?$/i

/**
 * Finds the options for this provider among those of a call, a message or a part.
 * @throws InvalidArgumentError if they are not an object.
 */
export function ownOptions(given: SharedV4ProviderOptions | undefined): OwnOptions | undefined {
  if (given === undefined || given === null) return undefined
  const { azureML: own, ...others } = given
  const other = Object.keys(others).find((name) => alias.test(name) && isPresent(others[name]))
  for (const name of ['azureML', ...(other === undefined ? [] : [other])]) {
    if (isPresent(given[name])) checked(`providerOptions.${name}`, given[name], optionsRule)
  }
  if (other === undefined) return isPresent(own) ? { options: own } : undefined
  return { options: { ...others[other], ...own }, alias: other }
}

const optionsRule: Rule = [isRecord, 'a plain object of options']

function isPresent<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null
}
