import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconDotsVertical, IconHistory, IconKeyboard, IconMoon, IconShare, IconSun } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useStore } from '../state/store.ts'

/** What the header has no room for on a small screen. */
export function MoreMenu(): ReactNode {
  const changeLayout = useStore((state) => state.changeLayout)
  const { setColorScheme } = useMantineColorScheme()
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark'
  const SchemeIcon = other === 'light' ? IconSun : IconMoon
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="More">
          <IconDotsVertical size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconHistory size={16} aria-hidden />}
          onClick={() => changeLayout({ historyOpen: true })}
        >
          Conversations
        </Menu.Item>
        <Menu.Item leftSection={<IconShare size={16} aria-hidden />} onClick={() => changeLayout({ shareOpen: true })}>
          Share the settings
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={() => changeLayout({ shortcutsOpen: true })}
        >
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<SchemeIcon size={16} aria-hidden />} onClick={() => setColorScheme(other)}>
          Switch to {other} mode
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
