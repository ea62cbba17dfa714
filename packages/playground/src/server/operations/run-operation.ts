import type { EndpointOptions } from '@azureml-endpoints/core'
import type { Operation, OperationAnswer } from '../../contract/operation-contract.ts'
import type { EntryPoint, PlaygroundSettings, WireEvent } from '../../contract/playground-contract.ts'
import { redactKey } from '../../redaction/redact-key.ts'
import { describeFailure } from '../chat/describe-failure.ts'
import { addressOf, keyOf, type Reachable } from '../endpoints/endpoint-address.ts'
import { findFormatter } from '../formats/formatter-choices.ts'
import { observeWire, type UntimedWireEvent, type WireObservers } from '../wire/wire-tap.ts'

/** Performs an operation with one of the clients. */
export type OperationClient<Request, Result> = (
  request: Request,
  endpoint: EndpointOptions & WireObservers,
  signal: AbortSignal,
) => Promise<Result>

/** An operation, with the implementations of the clients. */
export interface OperationRun<Request, Result> {
  readonly operation: Operation
  readonly clients: Readonly<Record<EntryPoint, OperationClient<Request, Result>>>
  readonly request: Request
  readonly reachable: Reachable
  readonly signal: AbortSignal
}

/** Runs an operation and records its traffic; a failure is part of the answer. */
export async function runOperation<Request extends { readonly settings: PlaygroundSettings }, Result>(
  run: OperationRun<Request, Result>,
): Promise<OperationAnswer<Result>> {
  const { settings } = run.request
  const started = performance.now()
  const wire: WireEvent[] = []
  const emit = (event: UntimedWireEvent): void => void wire.push({ ...event, at: performance.now() - started })
  const finish = (part: Partial<OperationAnswer<Result>>, finishReason: string): OperationAnswer<Result> => {
    emit({ kind: 'end', finishReason })
    return redactKey({ ...part, wire }, keyOf(settings, run.reachable.session))
  }
  try {
    const { formatter } = findFormatter(settings.formatter)
    const endpoint = { ...addressOf(settings, run.reachable, run.operation), ...observeWire(formatter, emit) }
    return finish({ result: await run.clients[settings.entryPoint](run.request, endpoint, run.signal) }, 'answered')
  } catch (error) {
    return finish({ failure: describeFailure(error) }, 'failed')
  }
}
