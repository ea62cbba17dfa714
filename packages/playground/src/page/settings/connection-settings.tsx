import { Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  apiTypes,
  type ConnectedEndpoint,
  entryPoints,
  type PlaygroundSession,
  type PlaygroundSettings,
} from '../../contract/playground-contract.ts'
import type { View } from '../state/layout-slice.ts'
import { useFields } from '../state/use-fields.ts'
import { WorkspaceButton } from '../workspace/workspace-dialog.tsx'
import { Choice } from './choice.tsx'
import { apiTypesFor, formatterGroups, formattersFor } from './formatter-choice.ts'
import { OwnEndpoint } from './own-endpoint.tsx'

/** What is called, and through which client. */
export function ConnectionSettings(): ReactNode {
  const { settings, changeSettings: change, session, view } = useFields('settings', 'changeSettings', 'session', 'view')
  const formatter = session.formatters.find(({ name }) => name === settings.formatter)
  return (
    <>
      <Choice
        label="Client"
        options={entryPoints}
        value={settings.entryPoint}
        onChange={(entryPoint) => change({ entryPoint })}
      />
      <Choice
        label="Endpoint"
        options={['embedded', 'own']}
        labels={{ embedded: 'Emulator', own: 'Your endpoint' }}
        value={settings.endpoint}
        onChange={(endpoint) => change({ endpoint, ...selected(session.endpoint) })}
      />
      {settings.endpoint === 'own' ? (
        <>
          <WorkspaceButton />
          <ConnectedEndpoints />
          <OwnEndpoint />
        </>
      ) : (
        <Choice
          label="API type"
          options={apiTypes}
          value={settings.apiType}
          onChange={(apiType) => change({ apiType })}
        />
      )}
      {view === 'compare' && (
        <TextInput
          label="Deployment"
          size="xs"
          placeholder="Default"
          value={settings.deploymentName ?? ''}
          onChange={({ currentTarget }) => change({ deploymentName: currentTarget.value || undefined })}
        />
      )}
      <Select
        label="Formatter"
        size="xs"
        description={formatter && `For ${apiTypesFor(view, formatter).join(' and ')} endpoints`}
        allowDeselect={false}
        data={formatterGroups(formattersFor(view, session.formatters))}
        value={settings.formatter}
        onChange={(name) => name && change(selectFormatter(name, settings, { session, view }))}
      />
    </>
  )
}

function selected(endpoint: ConnectedEndpoint | undefined): Partial<PlaygroundSettings> {
  return endpoint ? { endpointId: endpoint.id, apiType: endpoint.apiType } : {}
}

/** The endpoints of this browser session, if there are several. */
function ConnectedEndpoints(): ReactNode {
  const { settings, changeSettings, session } = useFields('settings', 'changeSettings', 'session')
  if (session.endpoints.length < 2) return undefined
  return (
    <Select
      label="Connected endpoint"
      size="xs"
      allowDeselect={false}
      data={session.endpoints.map((one) => ({ value: one.id, label: nameOf(one) }))}
      value={settings.endpointId ?? session.endpoint?.id ?? null}
      onChange={(id) => changeSettings(selected(session.endpoints.find((one) => one.id === id)))}
    />
  )
}

function nameOf({ url, deploymentName }: ConnectedEndpoint): string {
  const { host, pathname } = new URL(url)
  return [host + pathname, ...(deploymentName === undefined ? [] : [deploymentName])].join(' · ')
}

/** Selects a formatter, and switches the API type if the formatter does not support the current one. */
function selectFormatter(
  name: string,
  { apiType, endpoint }: PlaygroundSettings,
  { session, view }: { readonly session: PlaygroundSession; readonly view: View },
): Partial<PlaygroundSettings> {
  const supported = apiTypesFor(
    view,
    session.formatters.find((one) => one.name === name),
  )
  const [first = apiType] = supported
  return { formatter: name, apiType: endpoint === 'own' || supported.includes(apiType) ? apiType : first }
}
