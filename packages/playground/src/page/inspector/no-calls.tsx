import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** What the inspector shows before the first call. */
export function NoCalls(): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      No requests yet. Send a message to see them here.
    </Text>
  )
}
