import { AzureMLError, ConfigurationError, EndpointError } from '@azureml-endpoints/core'
import { RetryError } from 'ai'
import type { Failure } from '../../contract/playground-contract.ts'

/** Tells a person why a call failed; where a framework wraps the library's own error, that one knows most. */
export function explainFailure(error: unknown): Failure {
  const chain = chainOf(error)
  const own = chain.find((one) => one instanceof AzureMLError) ?? chain[0] ?? new Error(String(error))
  const details = own instanceof EndpointError ? own : undefined
  return {
    name: own.name,
    message: own.message,
    status: details?.status,
    modelStatus: details?.modelStatus,
    code: details?.code,
    requestId: details?.requestId,
    setting: own instanceof ConfigurationError ? own.setting : undefined,
    causes: chain.filter((one) => one !== own).flatMap((one) => causeBeside(own, one)),
  }
}

/** What a wrapping error repeats is said once. */
function causeBeside(own: Error, { name, message }: Error): string[] {
  const rest = message.replaceAll(own.message, '').trim()
  return rest === '' ? [] : [`${name}: ${rest}`]
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  let next: unknown = error
  // An error may be its own cause.
  while (next instanceof Error && chain.length < longestChain) {
    chain.push(next)
    next = RetryError.isInstance(next) ? next.lastError : next.cause
  }
  return chain
}

const longestChain = 20
