import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'
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
          <span className="fact-value">{value}</span>
        </span>
      ))}
      <VisuallyHidden>Open the settings</VisuallyHidden>
    </UnstyledButton>
  )
}

function factsOf(settings: PlaygroundSettings, session: PlaygroundSession): [string, string][] {
  const { formatters } = session
  const own = ownEndpointOf(settings, session)
  const deployment = settings.deploymentName ?? own?.deploymentName
  const format = formatters.find(({ name }) => name === settings.formatter)?.label ?? settings.formatter
  const host = settings.endpoint === 'own' ? hostOf(own?.url) : 'Emulator'
  return [
    ['Endpoint', host],
    ['Model', deployment ? `${deployment} · ${format}` : format],
    ['API type', own?.apiType ?? settings.apiType],
  ]
}

function hostOf(url: string | undefined): string {
  return url === undefined ? 'not set' : new URL(url).host
}
