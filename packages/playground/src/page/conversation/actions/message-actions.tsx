import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** A button under a message. */
export interface MessageActionProps {
  readonly label: string
  readonly Icon: TablerIcon
  readonly press: () => void
}

/** An icon button with its name in a tooltip. */
export function MessageAction({ label, Icon, press }: MessageActionProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="md" aria-label={label} onClick={press}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** A button that copies what the function returns. */
export function CopyAction({ label, text }: { readonly label: string; readonly text: () => string }): ReactNode {
  const { copied, copy } = useClipboard()
  return (
    <MessageAction label={copied ? 'Copied' : label} Icon={copied ? IconCheck : IconCopy} press={() => copy(text())} />
  )
}
