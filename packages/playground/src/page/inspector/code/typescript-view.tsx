import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EntryPoint } from '../../../contract/playground-contract.ts'
import type { SampleTarget } from '../../code-samples/sample-lines.ts'
import { Listing } from '../../listing/listing.tsx'
import { ownEndpointOf } from '../../state/settings-slice.ts'
import { useStore } from '../../state/store.ts'

/** How code is written: TypeScript for a client, or a command. */
export type CodeForm = EntryPoint | 'curl'

/** What the view shows. */
export interface TypeScriptProps {
  readonly entryPoint: EntryPoint
  /** Generates the code for the endpoint of the settings. */
  readonly generate: (target: SampleTarget) => string
}

/** TypeScript for a client. */
export function TypeScriptView({ entryPoint, generate }: TypeScriptProps): ReactNode {
  const settings = useStore((state) => state.settings)
  const session = useStore((state) => state.session)
  const formatter = session.formatters.find(({ name }) => name === settings.formatter)
  if (!formatter) return <Text c="dimmed">Select a formatter in the settings.</Text>
  const code = generate({ settings, formatter, endpoint: ownEndpointOf(settings, session) })
  return <Listing label={`TypeScript for ${entryPoint}`} text={code} language="typescript" copyLabel="Copy code" />
}
