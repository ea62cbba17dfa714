import { ActionIcon, Menu, Text, UnstyledButton } from '@mantine/core'
import { IconChartLine, IconDots, IconMessage, IconTransfer, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Announcer } from '../conversation/announcer.tsx'
import { Messages } from '../conversation/messages.tsx'
import type { InspectorTab } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { useConversation } from '../state/use-conversation.ts'
import { settingsOf } from '../state/desk-slice.ts'
import { detailsOf, titleOf } from './describe-target.ts'
import { continueInChat, removeTarget, selectTarget } from './targets.ts'

/** A target of a comparison. */
export interface TargetColumnProps {
  readonly name: string
  readonly number: number
  /** Whether the settings panel changes it and the inspector shows it. */
  readonly isSelected: boolean
}

/** A target: its settings in short, its answers, and where to find its traffic. */
export function TargetColumn({ name, number, isSelected }: TargetColumnProps): ReactNode {
  return (
    <section className="target" aria-label={`Target ${number}`} {...(isSelected && { 'data-selected': true })}>
      <TargetHead name={name} number={number} isSelected={isSelected} />
      <Messages
        conversation={name}
        label={`Answers of target ${number}`}
        empty={<NoAnswers isSelected={isSelected} />}
      />
      <Announcer conversation={name} />
    </section>
  )
}

function TargetHead({ name, number, isSelected }: TargetColumnProps): ReactNode {
  const settings = useStore((state) => settingsOf(state, name))
  const session = useStore((state) => state.session)
  return (
    <header className="target-head">
      <UnstyledButton className="target-name" aria-pressed={isSelected} onClick={() => selectTarget(name)}>
        <Text size="sm" fw={600}>
          {number}. {titleOf(settings, session)}
        </Text>
        <Text size="xs" c="dimmed">
          {detailsOf(settings, session)}
        </Text>
      </UnstyledButton>
      <TargetMenu name={name} number={number} />
    </header>
  )
}

function TargetMenu({ name, number }: Omit<TargetColumnProps, 'isSelected'>): ReactNode {
  const canRemove = useStore((state) => state.targets.length > 1)
  const isEmpty = useConversation(name, 'messages').length === 0
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Actions for target ${number}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTransfer size={16} aria-hidden />} onClick={() => inspect(name, 'requests')}>
          Show the requests
        </Menu.Item>
        <Menu.Item leftSection={<IconChartLine size={16} aria-hidden />} onClick={() => inspect(name, 'timing')}>
          Show the timing
        </Menu.Item>
        <Menu.Item
          disabled={isEmpty}
          leftSection={<IconMessage size={16} aria-hidden />}
          onClick={() => void continueInChat(name)}
        >
          Continue in the chat
        </Menu.Item>
        <Menu.Item
          color="red"
          disabled={!canRemove}
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => removeTarget(name)}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function inspect(name: string, inspectorTab: InspectorTab): void {
  selectTarget(name)
  useStore.getState().changeLayout({ inspectorTab, inspectorOpen: true, panel: 'inspector' })
}

function NoAnswers({ isSelected }: Pick<TargetColumnProps, 'isSelected'>): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      {isSelected
        ? 'The settings panel changes this target. Each message goes to all targets at the same time.'
        : 'Select this target to change its settings.'}
    </Text>
  )
}
