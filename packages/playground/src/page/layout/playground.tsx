import { SegmentedControl } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { fetchSession } from '../api/playground-api.ts'
import { ChatPanel } from '../conversation/chat-panel.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { SettingsPanel } from '../settings/settings-panel.tsx'
import { emptyConversation } from '../state/conversation-slice.ts'
import type { Panel } from '../state/layout-slice.ts'
import { useStore } from '../state/store.ts'
import { PageHead } from './page-head.tsx'

const panels: { value: Panel; label: string }[] = [
  { value: 'conversation', label: 'Chat' },
  { value: 'settings', label: 'Settings' },
  { value: 'inspector', label: 'Inspector' },
]

/** The page: settings, chat and inspector side by side, or one at a time on a small screen. */
export function Playground(): ReactNode {
  const { settings, session, panel, changeLayout } = useStore()
  const { calls, messages } = useStore((state) => state.conversations[state.shownConversation]) ?? emptyConversation
  useEffect(() => void load(), [])
  const mark = (name: Panel): { 'data-shown'?: true } => (panel === name ? { 'data-shown': true } : {})

  return (
    <div className="page">
      <PageHead>
        <div className="switcher">
          <SegmentedControl
            fullWidth
            aria-label="Panel"
            data={panels}
            value={panel}
            onChange={(value) => changeLayout({ panel: value as Panel })}
          />
        </div>
      </PageHead>
      <section className="panel settings" aria-label="Settings" {...mark('settings')}>
        <SettingsPanel />
      </section>
      <main className="panel chat" aria-label="Chat" {...mark('conversation')}>
        <ChatPanel />
      </main>
      <section className="panel inspector" aria-label="Inspector" {...mark('inspector')}>
        <Inspector calls={calls} messages={messages} settings={settings} session={session} />
      </section>
    </div>
  )
}

/** Loads what the server knows, and selects the user's own endpoint if it has one. */
async function load(): Promise<void> {
  const session = await fetchSession()
  const { setSession, changeSettings } = useStore.getState()
  setSession(session)
  if (session.endpoint) changeSettings({ endpoint: 'own', apiType: session.endpoint.apiType })
}
