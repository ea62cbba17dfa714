import { ActionIcon, Menu, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ConversationEntry } from '../storage/conversation-store.ts'

/** The entries to list, and what can be done with one. */
export interface ConversationListProps {
  readonly entries: readonly ConversationEntry[]
  /** The id of the open conversation. */
  readonly shown: string | undefined
  readonly open: (id: string) => void
  readonly rename: (id: string, title: string) => void
  readonly exportOne: (id: string) => void
  readonly remove: (entry: ConversationEntry) => void
}

/** Stored conversations, newest first. */
export function ConversationList(props: ConversationListProps): ReactNode {
  const [renamed, setRenamed] = useState<string>()
  return (
    <ul className="conversations" aria-label="Conversations">
      {props.entries.map((entry) => (
        <li key={entry.id} data-shown={entry.id === props.shown || undefined}>
          {entry.id === renamed ? (
            <TitleField
              title={entry.title}
              finish={(title) => {
                setRenamed(undefined)
                if (title !== '' && title !== entry.title) props.rename(entry.id, title)
              }}
            />
          ) : (
            <Entry entry={entry} {...props} startRenaming={() => setRenamed(entry.id)} />
          )}
        </li>
      ))}
    </ul>
  )
}

interface EntryProps extends ConversationListProps {
  readonly entry: ConversationEntry
  readonly startRenaming: () => void
}

function Entry({ entry, shown, open, exportOne, remove, startRenaming }: EntryProps): ReactNode {
  return (
    <>
      <UnstyledButton className="entry" aria-current={entry.id === shown} onClick={() => open(entry.id)}>
        <Text size="sm" truncate="end">
          {entry.title}
        </Text>
        <Text size="xs" c="dimmed">
          {dates.format(entry.updatedAt)}
        </Text>
      </UnstyledButton>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Actions for “${entry.title}”`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={startRenaming}>
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => exportOne(entry.id)}>
            Export
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => remove(entry)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

interface TitleFieldProps {
  readonly title: string
  readonly finish: (title: string) => void
}

function TitleField({ title, finish }: TitleFieldProps): ReactNode {
  const [text, setText] = useState(title)
  return (
    <Stack gap={0} flex={1}>
      <TextInput
        aria-label="Title"
        data-autofocus
        autoFocus
        maxLength={200}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={() => finish(text.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish(text.trim())
          if (event.key !== 'Escape') return
          event.stopPropagation()
          finish(title)
        }}
      />
    </Stack>
  )
}
