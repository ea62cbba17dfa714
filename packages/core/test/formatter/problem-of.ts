import { ConfigurationError } from '@azureml-endpoints/core'

/** Returns the setting and the message of the refusal of some work, the error if it fails otherwise, or else its result. */
export function problemOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error instanceof ConfigurationError ? [error.setting, error.message] : error
  }
}
