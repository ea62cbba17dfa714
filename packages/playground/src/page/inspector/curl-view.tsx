import { Loader, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { PlaygroundMessage, RequestDraft } from '../../contract/playground-contract.ts'
import { fetchRequestDraft } from '../api/playground-api.ts'
import { Listing } from '../listing/listing.tsx'
import { curlCommand } from '../sharing/curl-command.ts'
import { useStore } from '../state/store.ts'
import { ProblemAlert } from '../problems/problem-alert.tsx'

/** The request that the settings would send, as a command. */
export function CurlView({ messages }: { readonly messages: readonly PlaygroundMessage[] }): ReactNode {
  const settings = useStore((state) => state.settings)
  const [draft, setDraft] = useState<RequestDraft>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    let isCurrent = true
    const take = (change: () => void): void => void (isCurrent && change())
    fetchRequestDraft(messages, settings).then(
      (found) => take(() => (setDraft(found), setProblem(undefined))),
      (error: Error) => take(() => setProblem(error.message)),
    )
    return () => {
      isCurrent = false
    }
    // Messages that only grow by another answer make the same request.
  }, [messages.at(-1)?.id, settings])
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
