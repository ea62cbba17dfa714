import type { Operation, OperationAnswer } from '../../contract/operation-contract.ts'

/** Runs an operation on the server. Never rejects: a failure is part of the answer. */
export async function runOperation<Result>(
  operation: Operation,
  request: unknown,
  signal: AbortSignal,
): Promise<OperationAnswer<Result>> {
  try {
    const response = await fetch(`/api/${operation}`, {
      method: 'POST',
      body: JSON.stringify(request),
      headers: { 'content-type': 'application/json' },
      signal,
    })
    const value: unknown = await response.json()
    if (response.ok) return value as OperationAnswer<Result>
    return failed((value as { readonly message?: string }).message ?? `The server responded with ${response.status}.`)
  } catch (error) {
    return failed(`The playground cannot be reached: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function failed(message: string): OperationAnswer<never> {
  return { failure: { name: 'PlaygroundError', message, causes: [] }, wire: [] }
}
