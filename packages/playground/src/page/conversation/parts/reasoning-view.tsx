import { Accordion, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** The model's reasoning, collapsed. */
export function ReasoningView({
  text,
  isStreaming,
}: {
  readonly text: string
  readonly isStreaming: boolean
}): ReactNode {
  return (
    <Accordion
      className="part"
      classNames={{ label: 'part-label' }}
      variant="contained"
      chevronSize={14}
      keepMounted={false}
    >
      <Accordion.Item value="reasoning">
        <Accordion.Control>{isStreaming ? 'Reasoning…' : 'Reasoning'}</Accordion.Control>
        <Accordion.Panel>
          <Text size="sm" className="reasoning" dir="auto">
            {text}
          </Text>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
