import type { EndpointOptions } from '@azureml-endpoints/core'
import type { WireObservers } from '../wire/wire-tap.ts'

/** The options of an endpoint, with LangChain's own for failed attempts. */
export interface StoppableEndpoint extends EndpointOptions {
  readonly onFailedAttempt: () => void
}

/**
 * Makes the calls of an endpoint end with a signal: LangChain's embeddings and reranker take none. The signal ends the request,
 * and no other attempt follows.
 */
export function stoppableEndpoint(endpoint: EndpointOptions & WireObservers, signal: AbortSignal): StoppableEndpoint {
  return {
    ...endpoint,
    fetch: (input, init) => {
      const signals = init?.signal ? [signal, init.signal] : [signal]
      return endpoint.fetch(input, { ...init, signal: AbortSignal.any(signals) })
    },
    onFailedAttempt: () => signal.throwIfAborted(),
  }
}
