import type { SharedV4ProviderOptions } from '@ai-sdk/provider'

/** The options for this provider, and the misspelt key that they were found under, if any. */
export interface OwnOptions {
  readonly options: Readonly<Record<string, unknown>>
  readonly alias?: string | undefined
}

/** Other spellings of the key, which users derive from the names of the package and of the provider. */
const aliases = ['azure-ml', 'azureMl', 'azureml', 'azure-ml.chat']

/** Finds the options for this provider among those of a call, a message or a part. */
export function ownOptions(given: SharedV4ProviderOptions | undefined): OwnOptions | undefined {
  if (given === undefined || given === null) return undefined
  const alias = aliases.find((name) => given[name] !== undefined)
  if (alias === undefined) return given['azureML'] === undefined ? undefined : { options: given['azureML'] }
  return { options: { ...given[alias], ...given['azureML'] }, alias }
}
