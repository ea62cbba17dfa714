import { Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ProblemAlert } from '../problems/problem-alert.tsx'

/** How the last attempt ended: what was done, or why it failed. */
export interface Attempted {
  readonly message?: string | undefined
  readonly problem?: string | undefined
}

/** Runs something that may fail, and keeps how it ended. */
export type Attempt = (run: () => Promise<string | void>) => Promise<void>

/** Keeps the result of the last attempt. */
export function useAttempts(): { readonly result: Attempted; readonly attempt: Attempt } {
  const [result, setResult] = useState<Attempted>({})
  const attempt: Attempt = async (run) => {
    try {
      setResult({ message: (await run()) ?? undefined })
    } catch (error) {
      setResult({ problem: error instanceof Error ? error.message : String(error) })
    }
  }
  return { result, attempt }
}

/** Shows the result of an attempt. */
export function AttemptResult({ message, problem }: Attempted): ReactNode {
  if (problem !== undefined) {
    return <ProblemAlert text={problem} />
  }
  if (message === undefined) return undefined
  return (
    <Text size="sm" role="status">
      {message}
    </Text>
  )
}
