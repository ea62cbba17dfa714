import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconHistory, IconKeyboard, IconMoon, IconShare, IconSun, type TablerIcon } from '@tabler/icons-react'
import { useStore } from '../state/store.ts'

/** What a button of the header, or an item of its menu, does. */
export interface HeaderTool {
  /** Stays the same when the label changes, so that its button keeps the focus. */
  readonly name: string
  readonly label: string
  readonly Icon: TablerIcon
  readonly press: () => void
  /** The keyboard shortcut. */
  readonly keys?: string | undefined
}

/** Returns the tools that the header shows as buttons, or in a menu on a small screen. */
export function useTools(): readonly HeaderTool[] {
  const changeLayout = useStore((state) => state.changeLayout)
  const { setColorScheme } = useMantineColorScheme()
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark'
  return [
    {
      name: 'conversations',
      label: 'Conversations',
      keys: 'Ctrl Shift H',
      Icon: IconHistory,
      press: () => changeLayout({ historyOpen: true }),
    },
    { name: 'share', label: 'Share the settings', Icon: IconShare, press: () => changeLayout({ shareOpen: true }) },
    {
      name: 'shortcuts',
      label: 'Keyboard shortcuts',
      keys: '?',
      Icon: IconKeyboard,
      press: () => changeLayout({ shortcutsOpen: true }),
    },
    {
      name: 'scheme',
      label: `Switch to ${other} mode`,
      Icon: other === 'light' ? IconSun : IconMoon,
      press: () => setColorScheme(other),
    },
  ]
}
