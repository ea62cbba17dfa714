import { CopyButton, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** What a listing shows. */
export interface ListingProps {
  readonly label: string
  readonly text: string
  /** What is shown instead of the whole text, which is copied all the same. */
  readonly shown?: string | undefined
  /** What the button says. @default 'Copy' */
  readonly copyLabel?: string | undefined
}

/** Code or JSON that can be scrolled by keyboard and copied. */
export function Listing({ label, text, shown = text, copyLabel = 'Copy' }: ListingProps): ReactNode {
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy} aria-label={`${copyLabel}: ${label}`}>
              {copied ? 'Copied' : copyLabel}
            </Button>
          )}
        </CopyButton>
      </Group>
      <pre className="listing" tabIndex={0} role="region" aria-label={label}>
        {shown}
      </pre>
    </div>
  )
}
