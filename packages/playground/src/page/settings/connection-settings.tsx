import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { useStore } from '../state/store.ts'
import { Choice } from './choice.tsx'
import { EndpointForm } from './endpoint-form.tsx'

/** What is called, and through which client. */
export function ConnectionSettings(): ReactNode {
  const { settings, changeSettings: change, session } = useStore()
  const formatter = session.formatters.find(({ name }) => name === settings.formatter)
  return (
    <>
      <Choice
        label="Client"
        options={['core', 'LangChain', 'AI SDK']}
        value={settings.entryPoint}
        onChange={(entryPoint) => change({ entryPoint })}
      />
      <Choice
        label="Endpoint"
        options={['embedded', 'own']}
        labels={{ embedded: 'Emulator', own: 'Your endpoint' }}
        value={settings.endpoint}
        onChange={(endpoint) => change({ endpoint, ...(session.endpoint && { apiType: session.endpoint.apiType }) })}
      />
      {settings.endpoint === 'own' ? (
        <EndpointForm />
      ) : (
        <Choice
          label="API type"
          options={['dedicated', 'serverless']}
          value={settings.apiType}
          onChange={(apiType) => change({ apiType })}
        />
      )}
      <Select
        label="Formatter"
        size="xs"
        description={formatter && `For ${formatter.apiTypes.join(' and ')} endpoints`}
        allowDeselect={false}
        data={session.formatters.map(({ name, label }) => ({ value: name, label }))}
        value={settings.formatter}
        onChange={(name) => name && change(selectFormatter(session, name, settings))}
      />
    </>
  )
}

/** Selects a formatter, and switches the API type if the formatter does not support the current one. */
function selectFormatter(
  { formatters }: PlaygroundSession,
  name: string,
  { apiType, endpoint }: PlaygroundSettings,
): Partial<PlaygroundSettings> {
  const supported = formatters.find((one) => one.name === name)?.apiTypes ?? []
  const [first = apiType] = supported
  return { formatter: name, apiType: endpoint === 'own' || supported.includes(apiType) ? apiType : first }
}
