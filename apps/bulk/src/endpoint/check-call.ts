import { EndpointError } from '@azureml-endpoints/core'
import type { Call } from '../items/item.ts'
import { EndpointClients } from './endpoint-clients.ts'

/**
 * Creates a function that checks calls exactly as the worker will make them: core checks and formats the whole request before it
 * calls `fetch`, and this `fetch` sends nothing.
 */
export function callChecker(formatter: string | undefined): (call: Call) => Promise<void> {
  const clients = checkingClients(formatter)
  return async (call) => {
    try {
      await clients.call(call)
    } catch (error) {
      if (!EndpointError.isInstance(error)) throw error
    }
  }
}

/** Some formatters need a chat route, and others reject one: the first route that the formatter accepts is used. */
function checkingClients(formatter: string | undefined): EndpointClients {
  const clientsFor = (route: string): EndpointClients =>
    new EndpointClients({
      formatter,
      endpointUrl: `http://127.0.0.1${route}`,
      endpointApiKey: 'unused',
      fetch: () => Promise.reject(new Error('Nothing is sent while a file is checked.')),
    })
  try {
    return clientsFor('/v1/chat/completions')
  } catch {
    return clientsFor('/score')
  }
}
