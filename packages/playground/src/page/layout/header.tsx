import { ActionIcon, Group, Title, Tooltip } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconLayoutSidebarRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useStore } from '../state/store.ts'
import { ConnectionSummary } from './connection-summary.tsx'
import { MoreMenu } from './more-menu.tsx'
import { StatusBadge } from './status-badge.tsx'
import { useNarrow } from './use-narrow.ts'
import { type HeaderTool, useTools } from './use-tools.ts'
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
  return useTools().map((tool) => <Tool key={tool.name} {...tool} />)
}

interface ToolProps extends Omit<HeaderTool, 'name'> {
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
