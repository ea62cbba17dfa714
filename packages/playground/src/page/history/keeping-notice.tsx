import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStore } from '../state/store.ts'

/** Says why conversations are not stored. */
export function KeepingNotice(): ReactNode {
  const problem = useStore((state) => state.keepingProblem)
  const changeKeeping = useStore((state) => state.changeKeeping)
  if (problem === undefined) return undefined
  return (
    <Alert
      className="problem"
      color="orange"
      variant="outline"
      role="alert"
      m="xs"
      withCloseButton
      closeButtonLabel="Close"
      onClose={() => changeKeeping({ keepingProblem: undefined })}
    >
      {problem}
    </Alert>
  )
}
