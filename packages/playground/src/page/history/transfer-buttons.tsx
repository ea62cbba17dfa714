import { Button, FileButton, Group } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Attempt } from './attempts.tsx'
import { exportAll, importFile } from './files.ts'

/** What the buttons need. */
export interface TransferButtonsProps {
  readonly attempt: Attempt
  readonly hasConversations: boolean
}

/** Buttons that import a file, and export all conversations to one. */
export function TransferButtons({ attempt, hasConversations }: TransferButtonsProps): ReactNode {
  return (
    <Group gap="xs">
      <FileButton accept="application/json,.json" onChange={(file) => file && void attempt(() => importFile(file))}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
            Import
          </Button>
        )}
      </FileButton>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={!hasConversations}
        onClick={() => void attempt(exportAll)}
      >
        Export all
      </Button>
    </Group>
  )
}
