import { EndpointError } from '@azureml-endpoints/core'
import type { Call } from '../items/item.ts'
import { EndpointClients } from './endpoint-clients.ts'

/**
 * Creates a function that checks calls exactly as the worker will make them: core checks and formats the whole request before it
 * calls `fetch`, and this `fetch` sends nothing.
 */
export function callChecker(formatter: string | undefined): (call: Call) => Promise<void> {
  const clients = new EndpointClients({
    formatter,
    endpointUrl: 'http://127.0.0.1/v1/chat/completions',
    endpointApiKey: 'unused',
    fetch: () => Promise.reject(new Error('Nothing is sent while a file is checked.')),
  })
  return async (call) => {
    try {
      await clients.call(call)
    } catch (error) {
      if (!(error instanceof EndpointError)) throw error
    }
  }
}
