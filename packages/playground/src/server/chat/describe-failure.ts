import { AzureMLError, ConfigurationError, EndpointError } from '@azureml-endpoints/core'
import { RetryError } from 'ai'
import type { Failure } from '../../contract/playground-contract.ts'

/** Describes why a call failed. If a framework wraps the library's own error, uses the library's error. */
export function describeFailure(error: unknown): Failure {
  const chain = chainOf(error)
  const own = chain.find((one) => AzureMLError.isInstance(one)) ?? chain[0] ?? new Error(String(error))
  const details = EndpointError.isInstance(own) ? own : undefined
  return {
    name: own.name,
    message: own.message,
    status: details?.status,
    modelStatus: details?.modelStatus,
    code: details?.code,
    requestId: details?.requestId,
    setting: ConfigurationError.isInstance(own) ? own.setting : undefined,
    causes: chain.filter((one) => one !== own).flatMap((one) => describeCause(own, one)),
  }
}

/** Formats a wrapping error, without the message that it repeats. */
function describeCause(own: Error, { name, message }: Error): string[] {
  const rest = message.replaceAll(own.message, '').trim()
  return rest === '' ? [] : [`${name}: ${rest}`]
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  let next: unknown = error
  // The chain of causes may be cyclic.
  while (next instanceof Error && chain.length < maxCauses) {
    chain.push(next)
    next = RetryError.isInstance(next) ? next.lastError : next.cause
  }
  return chain
}

const maxCauses = 20
