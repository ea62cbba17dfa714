import { useChat } from '@ai-sdk/react'
import { SegmentedControl } from '@mantine/core'
import { DefaultChatTransport, type FileUIPart } from 'ai'
import { type ReactNode, useEffect, useState } from 'react'
import type { PlaygroundMessage, PlaygroundSession, PlaygroundSettings } from '../contract/playground-contract.ts'
import { ChatPanel } from './chat/chat-panel.tsx'
import { Inspector } from './inspector/inspector.tsx'
import { PageHead } from './page-head.tsx'
import { fetchSession } from './api/playground-api.ts'
import { SettingsPanel } from './settings/settings-panel.tsx'
import { useCalls } from './inspector/use-calls.ts'

const panels = ['Chat', 'Settings', 'Inspector'] as const

const firstSettings: PlaygroundSettings = {
  endpoint: 'embedded',
  apiType: 'serverless',
  formatter: 'openai',
  entryPoint: 'core',
  system: '',
  tools: false,
  schema: '',
  fault: 'none',
}

const transport = new DefaultChatTransport<PlaygroundMessage>({ api: '/api/chat' })

/** The page: settings, chat and inspector side by side, or one at a time on a small screen. */
export function Playground(): ReactNode {
  const [settings, setSettings] = useState(firstSettings)
  const [session, setSession] = useState<PlaygroundSession>({ formatters: [] })
  const [shown, setShown] = useState<(typeof panels)[number]>('Chat')
  const { calls, begin, report, fail } = useCalls()
  const chat = useChat<PlaygroundMessage>({
    transport,
    throttle: 60,
    onData: (part) => {
      if (part.type === 'data-wire') report(part.data)
      if (part.type === 'data-failure') fail(part.data)
    },
  })
  useEffect(() => {
    const take = (found: PlaygroundSession): void => {
      setSession(found)
      const apiType = found.endpoint?.apiType
      if (apiType) setSettings((before) => ({ ...before, endpoint: 'own', apiType }))
    }
    void fetchSession().then(take)
  }, [])

  const send = (text: string, files: FileUIPart[]): void => {
    begin(text, settings)
    if (chat.error) chat.clearError()
    setSettings({ ...settings, fault: 'none' })
    void chat.sendMessage({ text, files }, { body: { settings } })
  }
  const mark = (name: (typeof panels)[number]): { 'data-shown'?: true } =>
    shown === name ? { 'data-shown': true } : {}

  return (
    <div className="page">
      <PageHead>
        <div className="switcher">
          <SegmentedControl
            fullWidth
            aria-label="Panel"
            data={[...panels]}
            value={shown}
            onChange={(value) => setShown(value as (typeof panels)[number])}
          />
        </div>
      </PageHead>
      <section className="panel settings" aria-label="Settings" {...mark('Settings')}>
        <SettingsPanel {...{ settings, setSettings, session, setSession }} />
      </section>
      <main className="panel chat" aria-label="Chat" {...mark('Chat')}>
        <ChatPanel
          messages={chat.messages}
          status={chat.status}
          error={chat.error}
          send={send}
          stop={() => void chat.stop()}
          clear={() => chat.setMessages([])}
        />
      </main>
      <section className="panel inspector" aria-label="Inspector" {...mark('Inspector')}>
        <Inspector calls={calls} messages={chat.messages} settings={settings} session={session} />
      </section>
    </div>
  )
}
