import type { AzureMLError } from '../errors/azureml-error.ts'
import type { ConfigurationError } from '../errors/configuration-error.ts'
import { EndpointError } from '../errors/endpoint-error.ts'
import { laterPart } from '../errors/later-part.ts'

type ConnectionErrors = typeof import('../failures/connection-errors.ts')

const loadErrors = laterPart<ConnectionErrors>(() => import('../failures/connection-errors.ts'))

/** Creates the error for a connection that failed. The code for that is loaded when the first one fails. */
export async function connectionError(create: (errors: ConnectionErrors) => AzureMLError): Promise<AzureMLError> {
  let errors: ConnectionErrors
  try {
    errors = await loadErrors()
  } catch (error) {
    const { message, cause } = error as ConfigurationError
    return new EndpointError(`The connection failed. There is no description: ${message}`, { retryable: true, cause })
  }
  return create(errors)
}
