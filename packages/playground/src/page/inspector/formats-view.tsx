import { Button, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { PlaygroundMessage, Preview } from '../../contract/playground-contract.ts'
import { Listing } from '../listing/listing.tsx'
import { fetchPreviews } from '../api/playground-api.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { ProblemAlert } from '../problems/problem-alert.tsx'

/** The conversation in the format of each formatter, to compare with the sample request on the model card. */
export function FormatsView(): ReactNode {
  const conversation = useStore((state) => state.shownConversation)
  const messages = useConversation(conversation, 'messages')
  const settings = useStore((state) => state.settings)
  const [previews, setPreviews] = useState<readonly Preview[]>([])
  const [loadError, setLoadError] = useState<string>()
  const refresh = async (): Promise<void> => {
    try {
      setPreviews(await fetchPreviews(messages.length > 0 ? messages : sample, settings))
      setLoadError(undefined)
    } catch (error) {
      setLoadError(error instanceof Error ? error.message : String(error))
    }
  }
  useEffect(() => void refresh(), [messages.length])
  return (
    <Stack gap="md">
      <Text size="sm">
        This conversation as each formatter would send it. Compare it with the sample request on the model card or on
        the endpoint’s “Consume” tab, and select the formatter whose body has the same structure.
      </Text>
      <Button variant="default" onClick={() => void refresh()}>
        Refresh
      </Button>
      {loadError !== undefined && <ProblemAlert text={loadError} />}
      {previews.map(({ formatter, apiType, body, problem }) => (
        <Listing
          key={`${formatter} ${apiType}`}
          label={`${formatter} · ${apiType}`}
          language={problem === undefined ? 'json' : ''}
          text={problem ?? JSON.stringify(body, null, 2)}
        />
      ))}
    </Stack>
  )
}

const sample: readonly PlaygroundMessage[] = [
  { id: 'sample', role: 'user', parts: [{ type: 'text', text: 'Will the Collatz conjecture ever be solved?' }] },
]
