import { SegmentedControl, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { EntryPoint } from '../../contract/playground-contract.ts'
import { codeSample } from '../code-samples/code-sample.ts'
import { useStore } from '../state/store.ts'
import { Listing } from '../listing/listing.tsx'

/** What the code is generated for. */
export interface CodeViewProps {
  readonly question: string | undefined
}

/** TypeScript for the current settings, for each client. */
export function CodeView({ question }: CodeViewProps): ReactNode {
  const { settings, session } = useStore()
  const [entryPoint, setEntryPoint] = useState<EntryPoint>(settings.entryPoint)
  const formatter = session.formatters.find(({ name }) => name === settings.formatter)
  if (!formatter) return <Text c="dimmed">Select a formatter in the settings.</Text>
  const input = { settings, formatter, endpoint: session.endpoint, question: question ?? 'Will it rain?' }
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="Code for"
        data={['core', 'LangChain', 'AI SDK']}
        value={entryPoint}
        onChange={(value) => setEntryPoint(value as EntryPoint)}
      />
      <Listing label={`TypeScript for ${entryPoint}`} text={codeSample(entryPoint, input)} copyLabel="Copy code" />
    </Stack>
  )
}
