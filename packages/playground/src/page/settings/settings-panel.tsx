import { Select, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SimulatedFault, PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { Choice } from './choice.tsx'
import { EndpointForm } from './endpoint-form.tsx'
import { Parameters } from './parameters.tsx'
import { useStore } from '../state/store.ts'

/** The settings: client, endpoint, formatter and model parameters. */
export function SettingsPanel(): ReactNode {
  const { settings, changeSettings: change, session } = useStore()
  const formatter = session.formatters.find(({ name }) => name === settings.formatter)
  return (
    <Stack gap="md">
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
        <>
          <Choice
            label="API type"
            options={['dedicated', 'serverless']}
            value={settings.apiType}
            onChange={(apiType) => change({ apiType })}
          />
          <Select
            label="Simulate a fault"
            description="Applies to the next message only"
            allowDeselect={false}
            data={simulatedFaults}
            value={settings.fault}
            onChange={(fault) => change({ fault: fault as SimulatedFault })}
          />
        </>
      )}
      <Select
        label="Formatter"
        description={formatter && `${formatter.className}: ${formatter.apiTypes.join(' and ')} endpoints`}
        allowDeselect={false}
        data={session.formatters.map(({ name, label }) => ({ value: name, label }))}
        value={settings.formatter}
        onChange={(name) => name && change(selectFormatter(session, name, settings))}
      />
      <Parameters settings={settings} change={change} />
    </Stack>
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

const simulatedFaults: { value: SimulatedFault; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'overloaded', label: 'Overloaded once (503)' },
  { value: 'wrong-key', label: 'Wrong key (401)' },
  { value: 'model-error', label: 'Model error (400)' },
  { value: 'broken-stream', label: 'Connection reset mid-response' },
]
