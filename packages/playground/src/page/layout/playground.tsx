import { AppShell, useAppShellResize } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { fetchSession } from '../api/playground-api.ts'
import { HistoryDrawer } from '../history/history-drawer.tsx'
import { keepPage } from '../history/keep-page.ts'
import { Inspector } from '../inspector/inspector.tsx'
import { LinkPrompt } from '../links/link-prompt.tsx'
import { ShareDialog } from '../links/share-dialog.tsx'
import { SettingsPanel } from '../settings/settings-panel.tsx'
import { useStore } from '../state/store.ts'
import { useFields } from '../state/use-fields.ts'
import { Header } from './header.tsx'
import { PanelBar } from './panel-bar.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { useNarrow } from './use-narrow.ts'
import { useWarmUp } from './use-warm-up.ts'
import { views } from './views.tsx'

/** The page: the conversation between the settings and the inspector, or one of them at a time on a small screen. */
export function Playground(): ReactNode {
  const { view, panel, settingsOpen, inspectorOpen } = useFields('view', 'panel', 'settingsOpen', 'inspectorOpen')
  const isNarrow = useNarrow()
  const resize = useAppShellResize(sizes)
  useEffect(() => void load(), [])
  useWarmUp()
  const { Content } = views.find(({ name }) => name === view) ?? views[0]!
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 312, breakpoint: 'lg', collapsed: { desktop: !settingsOpen, mobile: panel !== 'settings' } }}
      aside={{ width: 388, breakpoint: 'lg', collapsed: { desktop: !inspectorOpen, mobile: panel !== 'inspector' } }}
      footer={{ height: 56, collapsed: !isNarrow }}
      resize={resize}
      transitionDuration={0}
    >
      <AppShell.Header>
        <Header />
      </AppShell.Header>
      <AppShell.Main className="main" inert={isNarrow && panel !== 'conversation'}>
        <Content />
      </AppShell.Main>
      <AppShell.Navbar
        component="section"
        aria-label="Settings"
        className="panel"
        inert={isNarrow ? panel !== 'settings' : !settingsOpen}
      >
        <SettingsPanel />
      </AppShell.Navbar>
      <AppShell.Aside
        aria-label="Inspector"
        className="panel"
        inert={isNarrow ? panel !== 'inspector' : !inspectorOpen}
      >
        <Inspector />
      </AppShell.Aside>
      <AppShell.Footer>{isNarrow && <PanelBar />}</AppShell.Footer>
      <Shortcuts />
      <HistoryDrawer />
      <ShareDialog />
      <LinkPrompt />
    </AppShell>
  )
}

const sizes = {
  navbar: { min: 260, max: 480, label: 'Resize the settings' },
  aside: { min: 300, max: 720, label: 'Resize the inspector' },
}

/** Loads what the server knows, and what the page showed before a reload; selects the user's own endpoint if it has one. */
async function load(): Promise<void> {
  const session = await fetchSession()
  const { setSession, changeSettings } = useStore.getState()
  setSession(session)
  const isReload = await keepPage()
  const own = session.endpoint ?? session.proposal
  if (own && !isReload) changeSettings({ endpoint: 'own', apiType: own.apiType, endpointId: session.endpoint?.id })
}
