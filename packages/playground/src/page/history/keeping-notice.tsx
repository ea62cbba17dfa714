import { Alert, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemText } from '../problems/problem-text.tsx'
import { useStore } from '../state/store.ts'
import { exportShown } from './files.ts'

/** Says why conversations are not stored. */
export function KeepingNotice(): ReactNode {
  const problem = useStore((state) => state.keepingProblem)
  const changeKeeping = useStore((state) => state.changeKeeping)
  if (problem === undefined) return undefined
  return (
    <Alert
      color="orange"
      variant="outline"
      role="alert"
      m="xs"
      withCloseButton
      closeButtonLabel="Close"
      onClose={() => changeKeeping({ keepingProblem: undefined })}
    >
      <ProblemText text={problem} />
      <Button mt="xs" size="xs" variant="default" display="block" onClick={exportShown}>
        Export this conversation
      </Button>
    </Alert>
  )
}
