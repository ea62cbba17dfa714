import { ActionIcon, Menu } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTools } from './use-tools.ts'

/** A menu of the header's buttons that do not fit on a small screen. */
export function MoreMenu(): ReactNode {
  const tools = useTools()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="More">
          <IconDotsVertical size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {tools.map(({ name, label, Icon, press }) => (
          <Menu.Item key={name} leftSection={<Icon size={16} aria-hidden />} onClick={press}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
