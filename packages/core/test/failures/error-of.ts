import { EndpointError, type EndpointOptions } from '@azureml-endpoints/core'
import { clientOf, failure, hello } from '../client-of.ts'

/** An answer of an endpoint that fails. */
export interface FailingAnswer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly options?: Partial<EndpointOptions>
}

/** Returns the error of a call that gets an answer. */
export async function errorOf({ status = 400, body = '', headers, options }: FailingAnswer): Promise<EndpointError> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const client = clientOf(() => new Response(text, { status, ...(headers && { headers }) }), options)
  const error = await failure(client.chat(hello))
  if (!(error instanceof EndpointError)) throw error
  return error
}
