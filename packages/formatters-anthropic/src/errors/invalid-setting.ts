import { ConfigurationError } from '@azureml-endpoints/core'

/** Creates the error for a setting; `problem` says what is wrong with it and what to do. */
export function invalid(setting: string, problem: string): ConfigurationError {
  return new ConfigurationError(`${setting} ${problem}`, { setting })
}
