import { Button, Drawer, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { type ReactNode, useState } from 'react'
import { useStore } from '../state/store.ts'
import type { ConversationEntry } from '../storage/conversation-store.ts'
import { storageProblem } from '../storage/storage-problem.ts'
import { AttemptResult, useAttempts } from './attempts.tsx'
import { ConversationList } from './conversation-list.tsx'
import { exportOne } from './files.ts'
import { conversationStore, keeper } from './keep-page.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { TransferButtons } from './transfer-buttons.tsx'

/** The stored conversations: open, search, rename, delete, export and import. */
export function HistoryDrawer(): ReactNode {
  const opened = useStore((state) => state.historyOpen)
  const changeLayout = useStore((state) => state.changeLayout)
  const close = (): void => changeLayout({ historyOpen: false })
  return (
    <Drawer
      opened={opened}
      onClose={close}
      title="Conversations"
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close the conversations' }}
    >
      {opened && <History close={close} />}
    </Drawer>
  )
}

function History({ close }: { readonly close: () => void }): ReactNode {
  const [search, setSearch] = useState('')
  const [removed, setRemoved] = useState<ConversationEntry>()
  const { result, attempt } = useAttempts()
  const { entries, problem } = useLiveQuery(listOrExplain) ?? { entries: [] }
  const found = entries.filter((entry) => matches(entry, search.trim().toLowerCase()))
  return (
    <Stack gap="sm">
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void keeper.begin().then(close)}>
        New conversation
      </Button>
      <TextInput
        aria-label="Search the conversations"
        placeholder="Search"
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <AttemptResult {...result} problem={result.problem ?? problem} />
      {found.length === 0 && (
        <Text c="dimmed" size="sm">
          {entries.length === 0
            ? 'Conversations appear here after the first message.'
            : `Nothing contains “${search}”.`}
        </Text>
      )}
      <ConversationList
        entries={found}
        shown={keeper.storedId}
        open={(id) => void attempt(() => keeper.open(id).then(close))}
        rename={(id, title) => void attempt(() => conversationStore.rename(id, title))}
        exportOne={(id) => void attempt(() => exportOne(id))}
        remove={setRemoved}
      />
      <TransferButtons attempt={attempt} hasConversations={entries.length > 0} />
      <RemoveDialog
        entry={removed}
        close={() => setRemoved(undefined)}
        remove={(id) => void attempt(() => keeper.remove(id))}
      />
    </Stack>
  )
}

/** Lists the conversations; an error is part of the result, since a rejected query would break the page. */
async function listOrExplain(): Promise<{ readonly entries: ConversationEntry[]; readonly problem?: string }> {
  try {
    return { entries: await conversationStore.list() }
  } catch (error) {
    return { entries: [], problem: storageProblem(error) }
  }
}

function matches({ title, text }: ConversationEntry, search: string): boolean {
  return title.toLowerCase().includes(search) || text.includes(search)
}
