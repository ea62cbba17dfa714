import { useEffect, useRef, useState } from 'react'
import { runOperation } from '../api/operations-api.ts'
import type { Call } from '../calls/call.ts'
import { beginCall } from '../chats/begin-call.ts'
import type { Operation, OperationAnswer } from '../../contract/operation-contract.ts'
import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import { useStore } from '../state/store.ts'

/** An operation of the page: its state, and how to run and stop it. */
export interface RunningOperation<Request, Result> {
  readonly answer: Answered<Request, Result> | undefined
  readonly isRunning: boolean
  readonly run: (request: Request, question: string) => Promise<void>
  readonly stop: () => void
}

/** An answer, with the request that it is for. */
export interface Answered<Request, Result> extends OperationAnswer<Result> {
  readonly request: Request
  readonly call: Call
}

/** Runs an operation on the server; its calls are in the inspector, as those of the conversation of this name. */
export function useOperation<Request extends { readonly settings: PlaygroundSettings }, Result>(
  operation: Operation,
): RunningOperation<Request, Result> {
  const [answer, setAnswer] = useState<Answered<Request, Result>>()
  const [isRunning, setIsRunning] = useState(false)
  const controller = useRef<AbortController>(undefined)
  useEffect(() => () => controller.current?.abort(), [])
  const run = async (request: Request, question: string): Promise<void> => {
    controller.current?.abort()
    const { signal } = (controller.current = new AbortController())
    setIsRunning(true)
    const begun = beginCall(operation, question, request.settings)
    // A simulated fault applies once.
    useStore.getState().changeSettings({ fault: 'none' })
    const given = await runOperation<Result>(operation, request, signal)
    const outcome = signal.aborted ? 'stopped' : given.failure ? 'failed' : 'answered'
    const call: Call = { ...begun, events: given.wire, outcome, ...(given.failure && { failure: given.failure }) }
    replaceCall(operation, call)
    if (controller.current.signal !== signal) return
    setIsRunning(false)
    setAnswer(signal.aborted ? undefined : { ...given, request, call })
  }
  return { answer, isRunning, run, stop: () => controller.current?.abort() }
}

function replaceCall(conversation: string, call: Call): void {
  useStore.getState().changeConversation(conversation, ({ calls }) => ({
    calls: calls.map((one) => (one.id === call.id ? call : one)),
    activity: { state: 'idle' },
  }))
}
