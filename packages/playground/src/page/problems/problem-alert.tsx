import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemText } from './problem-text.tsx'

/** What went wrong, and what to do. */
export interface ProblemAlertProps {
  readonly title?: string | undefined
  readonly text: string
}

/** Shows what went wrong, and announces it to screen readers. */
export function ProblemAlert({ title, text }: ProblemAlertProps): ReactNode {
  return (
    <Alert color="red" variant="outline" role="alert" {...(title !== undefined && { title })}>
      <ProblemText text={text} />
    </Alert>
  )
}
