import { CopyButton, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { HighlightedCode } from './highlighted-code.tsx'

/** What a listing shows. */
export interface ListingProps {
  readonly label: string
  readonly text: string
  /** A shortened text to show; the copy button copies the complete one. */
  readonly shown?: string | undefined
  /** The language, for its colors. @default plain text */
  readonly language?: string | undefined
  /** Whether what is around it shows the label already. @default false */
  readonly isTitled?: boolean | undefined
  /** The label of the button. @default 'Copy' */
  readonly copyLabel?: string | undefined
}

/** Code or JSON that can be scrolled by keyboard and copied. */
export function Listing({
  label,
  text,
  shown = text,
  language = '',
  isTitled = false,
  copyLabel = 'Copy',
}: ListingProps): ReactNode {
  return (
    <div className={isTitled ? 'titled-listing' : undefined}>
      <Group justify="space-between" mb={4} className="listing-head">
        {!isTitled && (
          <Text size="sm" c="dimmed">
            {label}
          </Text>
        )}
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              onClick={copy}
              aria-label={`${copied ? 'Copied' : copyLabel}: ${label}`}
            >
              {copied ? 'Copied' : copyLabel}
            </Button>
          )}
        </CopyButton>
      </Group>
      <pre className="listing" tabIndex={0} role="group" aria-label={label}>
        <HighlightedCode code={shown} language={language} />
      </pre>
    </div>
  )
}
