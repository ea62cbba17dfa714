import { AzureMLError, causeOf, classOf, type StoredError } from './azureml-error.ts'

/** Details of a `ConfigurationError`. */
export interface ConfigurationErrorDetails {
  /** The option or the part of the request at fault, as a path: `endpointUrl`, `topK`, `messages[2].content[0]`. */
  readonly setting?: string | undefined
  /** The error that caused this one. */
  readonly cause?: unknown
}

/** You have to act: options contradict each other, or the request cannot be sent. Thrown before any request. */
export class ConfigurationError extends AzureMLError {
  override name = 'ConfigurationError'
  /** The option or the part of the request at fault, as a path: `endpointUrl`, `topK`, `messages[2].content[0]`. */
  readonly setting: string | undefined

  constructor(message: string, details: ConfigurationErrorDetails = {}) {
    super(message, causeOf(details))
    this.setting = details.setting
  }

  override get errorType(): string {
    return 'azureml-endpoints/ConfigurationError'
  }

  /** Returns whether a value is a `ConfigurationError`, as `AzureMLError.isInstance` does. */
  static override isInstance(value: unknown): value is ConfigurationError {
    return classOf(value) === 'ConfigurationError'
  }

  override toJSON(): StoredError {
    const { setting } = this
    return { ...super.toJSON(), setting }
  }
}
