import { Alert, Button, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { PlaygroundMessage, PlaygroundSettings, Preview } from '../../contract/playground-contract.ts'
import { Listing } from '../listing/listing.tsx'
import { fetchPreviews } from '../api/playground-api.ts'

/** What the formats are shown for. */
export interface FormatsViewProps {
  readonly messages: readonly PlaygroundMessage[]
  readonly settings: PlaygroundSettings
}

/** The conversation as every formatter would send it: the one whose body looks like the model card's fits. */
export function FormatsView({ messages, settings }: FormatsViewProps): ReactNode {
  const [previews, setPreviews] = useState<readonly Preview[]>([])
  const [problem, setProblem] = useState<string>()
  const refresh = async (): Promise<void> => {
    try {
      setPreviews(await fetchPreviews(messages.length > 0 ? messages : sample, settings))
      setProblem(undefined)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  useEffect(() => void refresh(), [messages.length])
  return (
    <Stack gap="md">
      <Text size="sm">
        This conversation as each formatter would send it. Compare with the sample request on the model card or the
        endpoint’s “Consume” tab: the formatter whose body has that shape is the one to choose.
      </Text>
      <Button variant="default" onClick={() => void refresh()}>
        Show the present conversation
      </Button>
      {problem !== undefined && (
        <Alert color="red" variant="outline" role="alert">
          {problem}
        </Alert>
      )}
      {previews.map(({ formatter, apiType, body, refusal }) => (
        <Listing
          key={`${formatter} ${apiType}`}
          label={`${formatter} · ${apiType}`}
          text={refusal ?? JSON.stringify(body, null, 2)}
        />
      ))}
    </Stack>
  )
}

const sample: readonly PlaygroundMessage[] = [
  { id: 'sample', role: 'user', parts: [{ type: 'text', text: 'Will the Collatz conjecture ever be solved?' }] },
]
