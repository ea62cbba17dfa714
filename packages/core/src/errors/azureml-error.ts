/** An error as it is stored: who has to act and what to do, without the request and the response. */
export interface StoredError {
  /** The class that the error is an instance of, by which `isInstance` recognizes it. */
  readonly errorType: string
  /** The name of the class, or of a subclass of yours. */
  readonly name: string
  /** What happened, and what to do. */
  readonly message: string
  /** Of a `ConfigurationError`: the option or the part of the request at fault. */
  readonly setting?: string | undefined
  /** Of an `EndpointError`: the HTTP status. */
  readonly status?: number | undefined
  /** Of an `EndpointError`: the status of the model's container. */
  readonly modelStatus?: number | undefined
  /** Of an `EndpointError`: the reason that a managed endpoint gives for a failure. */
  readonly reason?: string | undefined
  /** Of an `EndpointError`: the error code of the response body or of the system. */
  readonly code?: string | undefined
  /** Of an `EndpointError`: Azure's id of the request. */
  readonly requestId?: string | undefined
  /** Of an `EndpointError`: whether the same request may succeed later. */
  readonly retryable?: boolean | undefined
  /** Of an `EndpointError`: milliseconds to wait before a retry, as the endpoint asked. */
  readonly retryAfterMs?: number | undefined
  /** Of a `FormatError`: the `name` of the formatter. */
  readonly formatter?: string | undefined
  /** Of a `FormatError`: the API type of the endpoint. */
  readonly apiType?: string | undefined
  /** Of a `FormatError`: the method of the codec that failed. */
  readonly method?: string | undefined
}

/**
 * The base class of all errors of this library. Its three subclasses tell who has to act: you, the endpoint, or the
 * formatter.
 */
export class AzureMLError extends Error {
  /** The name of the class; it survives minification. */
  override name = 'AzureMLError'

  /** The class that the error is an instance of, by which `isInstance` recognizes it. */
  get errorType(): string {
    return 'azureml-endpoints/AzureMLError'
  }

  /**
   * Returns whether a value is an error of this library: of this copy or another one, or restored from JSON or `structuredClone`.
   * `structuredClone` keeps only the class and the message: clone `error.toJSON()` to keep the details.
   */
  static isInstance(value: unknown): value is AzureMLError {
    return classOf(value) !== undefined
  }

  /** Returns the error as a JSON value to store; `JSON.stringify` calls it. */
  toJSON(): StoredError {
    return { errorType: this.errorType, name: this.name, message: this.message }
  }
}

const classNames = ['AzureMLError', 'ConfigurationError', 'EndpointError', 'FormatError'] as const

/** Returns the name of the class of this library that an error belongs to, or belonged to before it was stored. */
export function classOf(value: unknown): (typeof classNames)[number] | undefined {
  try {
    if (typeof value !== 'object' || value === null) return undefined
    const { errorType } = value as { readonly errorType?: unknown }
    const name = typeof errorType === 'string' ? /^azureml-endpoints\/(\w+)$/.exec(errorType)?.[1] : classInStack(value)
    return classNames.find((one) => one === name)
  } catch {
    // A getter or a proxy that throws.
    return undefined
  }
}

/** Of an error's own fields, `structuredClone` and many serializers keep only the stack, which starts with the name. */
function classInStack(value: object): string | undefined {
  const { name, stack } = value as { readonly name?: unknown; readonly stack?: unknown }
  // A clone has lost its name; an error that still has one belongs to another library.
  if (typeof stack !== 'string' || (value instanceof Error && name !== 'Error')) return undefined
  return /^\w+/.exec(stack)?.[0]
}

/** Returns the options of `Error` for a cause; without one, the error has no such property. */
export function causeOf({ cause }: { readonly cause?: unknown }): ErrorOptions | undefined {
  return cause === undefined ? undefined : { cause }
}
