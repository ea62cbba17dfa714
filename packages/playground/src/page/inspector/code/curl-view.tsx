import { Loader, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { ChosenOperation } from '../../../contract/operation-contract.ts'
import type { RequestDraft } from '../../../contract/playground-contract.ts'
import { fetchRequestDraft } from '../../api/playground-api.ts'
import { Listing } from '../../listing/listing.tsx'
import { curlCommand } from '../../sharing/curl-command.ts'
import { ProblemAlert } from '../../problems/problem-alert.tsx'

/** What the command is for. */
export interface CurlViewProps {
  readonly operation: ChosenOperation
  readonly request: unknown
}

/** The request that core would send for a request of the page, as a command. */
export function CurlView({ operation, request }: CurlViewProps): ReactNode {
  const [draft, setDraft] = useState<RequestDraft>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let isCurrent = true
    const take = (change: () => void): void => void (isCurrent && change())
    fetchRequestDraft(operation, request).then(
      (found) => take(() => (setDraft(found), setProblem(undefined))),
      (error: Error) => take(() => setProblem(error.message)),
    )
    return () => {
      isCurrent = false
    }
  }, [operation, request])
  if (problem !== undefined) {
    return <ProblemAlert text={problem} />
  }
  if (!draft) return <Loader size="sm" aria-label="Preparing the request" />
  const command = curlCommand(draft)
  return (
    <>
      <Text size="sm">For bash and other POSIX shells. Set AZUREML_ENDPOINT_API_KEY first.</Text>
      <Listing label="curl" text={command} shown={shorten(command)} language="bash" copyLabel="Copy command" />
    </>
  )
}

/** Shortens the data of files. */
function shorten(command: string): string {
  return command.replaceAll(/[\w+/=]{400,}/g, (data) => `${data.slice(0, 60)}… (${data.length} characters)`)
}
