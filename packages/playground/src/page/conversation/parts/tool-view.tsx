import { Accordion, Badge, Group, Stack, Text } from '@mantine/core'
import { getToolName } from 'ai'
import { memo, type ReactNode } from 'react'
import { Listing } from '../../listing/listing.tsx'

/** A tool call of an answer. */
export type ToolPart = Parameters<typeof getToolName>[0]

/** A tool call with its arguments, which may still be arriving, and its result. */
export const ToolView = memo(function ToolView({ part }: { readonly part: ToolPart }): ReactNode {
  const state = states[part.state] ?? 'running'
  const input = JSON.stringify(part.input ?? {})
  return (
    <Accordion className="part" classNames={{ label: 'part-label' }} variant="contained" chevronSize={14}>
      <Accordion.Item value="tool">
        <Accordion.Control>
          <Group gap="xs">
            <Text ff="monospace" size="sm" className="tool-name">
              {getToolName(part)}({input.length > longestInput ? `${input.slice(0, longestInput)}…` : input})
            </Text>
            <Badge variant="outline" color={state === 'failed' ? 'red' : 'gray'}>
              {state}
            </Badge>
          </Group>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="xs">
            <Listing label="Tool arguments" language="json" text={JSON.stringify(part.input ?? {}, null, 2)} />
            {state !== 'running' && state !== 'writing arguments' && (
              <Listing
                label="Tool result"
                language="json"
                text={JSON.stringify(part.output ?? part.errorText, null, 2) ?? ''}
              />
            )}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
})

const states: Readonly<Record<string, string>> = {
  'input-streaming': 'writing arguments',
  'output-available': 'done',
  'output-error': 'failed',
}

/** The number of characters of the arguments that the title shows. */
const longestInput = 80
