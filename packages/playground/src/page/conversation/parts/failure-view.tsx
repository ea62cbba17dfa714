import { Alert, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Failure } from '../../../contract/playground-contract.ts'
import { ProblemText } from '../../problems/problem-text.tsx'

/** Why a call failed, and what to do. */
export function FailureView({ failure }: { readonly failure: Failure }): ReactNode {
  const { name, status, modelStatus, code, requestId, setting, message, causes } = failure
  const facts = [
    status !== undefined && `HTTP ${status}`,
    modelStatus !== undefined && `model status ${modelStatus}`,
    code !== undefined && `code ${code}`,
    setting !== undefined && `option ${setting}`,
    requestId !== undefined && `request id ${requestId}`,
  ].filter(Boolean)
  return (
    <Alert color="red" variant="outline" role="alert" title={[name, ...facts].join(' · ')}>
      <Text size="sm">
        <ProblemText text={message} />
      </Text>
      {causes.map((cause) => (
        <Text key={cause} size="sm" c="dimmed" mt={4}>
          <ProblemText text={cause} />
        </Text>
      ))}
    </Alert>
  )
}
