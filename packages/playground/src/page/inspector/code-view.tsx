import { SegmentedControl, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { EntryPoint, PlaygroundMessage } from '../../contract/playground-contract.ts'
import { codeSample } from '../code-samples/code-sample.ts'
import { textOf } from '../conversation/actions/message-text.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { Listing } from '../listing/listing.tsx'
import { CurlView } from './curl-view.tsx'

/** The last question as code: as curl, and as TypeScript for each client. */
export function CodeView(): ReactNode {
  const conversation = useStore((state) => state.shownConversation)
  const settings = useStore((state) => state.settings)
  const [form, setForm] = useState<EntryPoint | 'curl'>(settings.entryPoint)
  const messages = useConversation(conversation, 'messages')
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const asked = last < 0 ? sample : messages.slice(0, last + 1)
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="Code for"
        data={['core', 'LangChain', 'AI SDK', 'curl']}
        value={form}
        onChange={(value) => setForm(value as EntryPoint | 'curl')}
      />
      {form === 'curl' ? <CurlView messages={asked} /> : <TypeScript entryPoint={form} question={asked.at(-1)!} />}
    </Stack>
  )
}

const sample: readonly PlaygroundMessage[] = [
  { id: 'sample', role: 'user', parts: [{ type: 'text', text: 'Will it rain?' }] },
]

interface TypeScriptProps {
  readonly entryPoint: EntryPoint
  readonly question: PlaygroundMessage
}

function TypeScript({ entryPoint, question }: TypeScriptProps): ReactNode {
  const settings = useStore((state) => state.settings)
  const session = useStore((state) => state.session)
  const formatter = session.formatters.find(({ name }) => name === settings.formatter)
  if (!formatter) return <Text c="dimmed">Select a formatter in the settings.</Text>
  const files = question.parts.flatMap((part) =>
    part.type === 'file' ? [{ name: part.filename ?? '', mediaType: part.mediaType }] : [],
  )
  const endpoint = ownEndpointOf(settings, session)
  const code = codeSample(entryPoint, { settings, formatter, endpoint, question: textOf(question), files })
  return <Listing label={`TypeScript for ${entryPoint}`} text={code} language="typescript" copyLabel="Copy code" />
}
