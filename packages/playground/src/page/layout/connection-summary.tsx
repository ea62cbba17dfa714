import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { connectionOf } from '../state/connection.ts'
import { useStore } from '../state/store.ts'

/** Shows the endpoint, the format and the API type, and opens their settings. */
export function ConnectionSummary(): ReactNode {
  const settings = useStore((state) => state.settings)
  const session = useStore((state) => state.session)
  const openSettings = (): void => {
    const { changeLayout, openGroups } = useStore.getState()
    changeLayout({
      settingsOpen: true,
      panel: 'settings',
      openGroups: [...new Set([...openGroups, 'connection' as const])],
    })
  }
  const facts = factsOf(settings, session)
  return (
    <UnstyledButton className="summary" onClick={openSettings}>
      {facts.map(([name, value]) => (
        <span key={name} className="fact">
          <span className="fact-name">{name}</span>
          <span className="fact-value" title={value}>
            {value}
          </span>
        </span>
      ))}
      <VisuallyHidden>Open the settings</VisuallyHidden>
    </UnstyledButton>
  )
}

function factsOf(settings: PlaygroundSettings, session: PlaygroundSession): [string, string][] {
  const { host = 'not set', deploymentName, apiType, format } = connectionOf(settings, session)
  return [
    ['Endpoint', host],
    ['Model', deploymentName ? `${deploymentName} · ${format}` : format],
    ['API type', apiType],
  ]
}
