import { Button, Group, Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ConversationEntry } from '../storage/conversation-store.ts'

/** The conversation to delete; the dialog is closed without one. */
export interface RemoveDialogProps {
  readonly entry: ConversationEntry | undefined
  readonly close: () => void
  readonly remove: (id: string) => void
}

/** Asks before it deletes a conversation. */
export function RemoveDialog({ entry, close, remove }: RemoveDialogProps): ReactNode {
  return (
    <Modal
      opened={entry !== undefined}
      onClose={close}
      title="Delete this conversation?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm" mb="md" className="wrapped">
        “{entry?.title}” will be permanently deleted from this browser. Export it first to keep a copy.
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={close}>
          Cancel
        </Button>
        <Button
          color="red.9"
          onClick={() => {
            if (entry) remove(entry.id)
            close()
          }}
        >
          Delete
        </Button>
      </Group>
    </Modal>
  )
}
