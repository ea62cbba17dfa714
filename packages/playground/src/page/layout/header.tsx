import { ActionIcon, Group, Title, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import {
  IconAdjustmentsHorizontal,
  IconHistory,
  IconKeyboard,
  IconLayoutSidebarRight,
  IconMoon,
  IconShare,
  IconSun,
  type TablerIcon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useStore } from '../state/store.ts'
import { ConnectionSummary } from './connection-summary.tsx'
import { MoreMenu } from './more-menu.tsx'
import { StatusBadge } from './status-badge.tsx'
import { useNarrow } from './use-narrow.ts'
import { ViewSwitch } from './view-switch.tsx'

/** The header: what is connected and what it is doing, and the switches of the page. */
export function Header(): ReactNode {
  const isNarrow = useNarrow()
  const settingsOpen = useStore((state) => state.settingsOpen)
  const inspectorOpen = useStore((state) => state.inspectorOpen)
  const changeLayout = useStore((state) => state.changeLayout)
  return (
    <div className="header">
      {!isNarrow && (
        <Tool
          label={settingsOpen ? 'Hide the settings' : 'Show the settings'}
          keys="Ctrl B"
          Icon={IconAdjustmentsHorizontal}
          expanded={settingsOpen}
          press={() => changeLayout({ settingsOpen: !settingsOpen })}
        />
      )}
      <Title order={1} size="h5" className="title">
        Playground
      </Title>
      <ConnectionSummary />
      <StatusBadge />
      <Group gap={4} ml="auto" wrap="nowrap">
        <ViewSwitch />
        {isNarrow ? <MoreMenu /> : <WideTools />}
        {!isNarrow && (
          <Tool
            label={inspectorOpen ? 'Hide the inspector' : 'Show the inspector'}
            keys="Ctrl I"
            Icon={IconLayoutSidebarRight}
            expanded={inspectorOpen}
            press={() => changeLayout({ inspectorOpen: !inspectorOpen })}
          />
        )}
      </Group>
    </div>
  )
}

function WideTools(): ReactNode {
  const changeLayout = useStore((state) => state.changeLayout)
  return (
    <>
      <Tool
        label="Conversations"
        keys="Ctrl Shift H"
        Icon={IconHistory}
        press={() => changeLayout({ historyOpen: true })}
      />
      <Tool label="Share the settings" Icon={IconShare} press={() => changeLayout({ shareOpen: true })} />
      <Tool
        label="Keyboard shortcuts"
        keys="?"
        Icon={IconKeyboard}
        press={() => changeLayout({ shortcutsOpen: true })}
      />
      <SchemeSwitch />
    </>
  )
}

interface ToolProps {
  readonly label: string
  readonly Icon: TablerIcon
  readonly press: () => void
  readonly keys?: string | undefined
  readonly expanded?: boolean | undefined
}

function Tool({ label, Icon, press, keys, expanded }: ToolProps): ReactNode {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} aria-expanded={expanded} onClick={press}>
        <Icon size={20} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

function SchemeSwitch(): ReactNode {
  const { setColorScheme } = useMantineColorScheme()
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark'
  return (
    <Tool
      label={`Switch to ${other} mode`}
      Icon={other === 'light' ? IconSun : IconMoon}
      press={() => setColorScheme(other)}
    />
  )
}
