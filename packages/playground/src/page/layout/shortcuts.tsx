import { Group, Kbd, Modal, Table } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { stop } from '../chats/chats.ts'
import { focusMessageBox } from '../conversation/actions/message-box-focus.ts'
import { startAnew } from '../conversation/actions/start-anew.ts'
import { useStore } from '../state/store.ts'

/** The keyboard shortcuts, and the list of them. */
export function Shortcuts(): ReactNode {
  const isOpen = useStore((state) => state.shortcutsOpen)
  const changeLayout = useStore((state) => state.changeLayout)
  useHotkeys([['shift+?', () => changeLayout({ shortcutsOpen: true })]])
  useHotkeys([['?', () => changeLayout({ shortcutsOpen: true })]])
  useHotkeys([['/', focusMessageBox]])
  // These also work while the user types.
  useHotkeys(
    [
      ['mod+B', () => changeLayout({ settingsOpen: !useStore.getState().settingsOpen })],
      ['mod+I', () => changeLayout({ inspectorOpen: !useStore.getState().inspectorOpen })],
      ['mod+shift+O', () => void startAnew()],
      ['mod+shift+H', () => changeLayout({ historyOpen: true })],
      ['Escape', stopCall, { preventDefault: false }],
    ],
    [],
  )
  return (
    <Modal.Root opened={isOpen} onClose={close} returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          {/* Mantine's own header would be a second banner of the page. */}
          <Group justify="space-between" py="md">
            <Modal.Title fw={600}>Keyboard shortcuts</Modal.Title>
            <Modal.CloseButton aria-label="Close" />
          </Group>
          <Table>
            <Table.Tbody>
              {shortcuts.map(([keys, meaning]) => (
                <Table.Tr key={keys}>
                  <Table.Td>
                    <Kbd>{keys}</Kbd>
                  </Table.Td>
                  <Table.Td>{meaning}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** Closes the list, and lets the user go on writing. */
function close(): void {
  useStore.getState().changeLayout({ shortcutsOpen: false })
  requestAnimationFrame(focusMessageBox)
}

/** Stops the call, unless an open dialog or menu uses the key. */
function stopCall(event: KeyboardEvent): void {
  const { view, targets, shownConversation, conversations, shortcutsOpen, historyOpen, shareOpen } = useStore.getState()
  if (event.defaultPrevented || event.isComposing || shortcutsOpen || historyOpen || shareOpen) return
  for (const id of view === 'compare' ? targets : [shownConversation])
    if (conversations[id] && conversations[id].activity.state !== 'idle') void stop(id)
}

const shortcuts = [
  ['Enter', 'Send the message'],
  ['Shift + Enter', 'Start a new line'],
  ['Esc', 'Stop the answer, or cancel editing'],
  ['↑ in the empty box', 'Recall the last message'],
  ['/', 'Go to the message box'],
  ['Ctrl + Shift + O', 'Start a new conversation'],
  ['Ctrl + Shift + H', 'Open the conversations'],
  ['Ctrl + B', 'Show or hide the settings'],
  ['Ctrl + I', 'Show or hide the inspector'],
  ['?', 'Show this list'],
] as const
