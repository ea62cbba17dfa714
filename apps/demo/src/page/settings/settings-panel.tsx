import { Select, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Mishap, PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { Choice } from './choice.tsx'
import { EndpointForm } from './endpoint-form.tsx'
import { Parameters } from './parameters.tsx'
import type { SettingsState } from './settings-state.ts'

/** The form: where to ask, in which format, by which way in, and how. */
export function SettingsPanel(props: SettingsState): ReactNode {
  const { settings, setSettings, session } = props
  const change = (part: Partial<PlaygroundSettings>): void => setSettings({ ...settings, ...part })
  const formatter = session.formatters.find(({ name }) => name === settings.formatter)
  return (
    <Stack gap="md">
      <Choice
        label="Way in"
        options={['core', 'LangChain', 'AI SDK']}
        value={settings.entryPoint}
        onChange={(entryPoint) => change({ entryPoint })}
      />
      <Choice
        label="Endpoint"
        options={['embedded', 'own']}
        labels={{ own: 'your own' }}
        value={settings.endpoint}
        onChange={(endpoint) => change({ endpoint, ...(session.endpoint && { apiType: session.endpoint.apiType }) })}
      />
      {settings.endpoint === 'own' ? (
        <EndpointForm {...props} />
      ) : (
        <>
          <Choice
            label="API type"
            options={['dedicated', 'serverless']}
            value={settings.apiType}
            onChange={(apiType) => change({ apiType })}
          />
          <Select
            label="Mishap"
            description="What goes wrong with the next call"
            allowDeselect={false}
            data={mishaps}
            value={settings.mishap}
            onChange={(mishap) => change({ mishap: mishap as Mishap })}
          />
        </>
      )}
      <Select
        label="Formatter"
        description={formatter && `${formatter.className} speaks ${formatter.apiTypes.join(' and ')}`}
        allowDeselect={false}
        data={session.formatters.map(({ name, label }) => ({ value: name, label }))}
        value={settings.formatter}
        onChange={(name) => name && change(choose(session, name, settings))}
      />
      <Parameters settings={settings} change={change} />
    </Stack>
  )
}

/** Takes along the API type where the formatter speaks only the other. */
function choose(
  { formatters }: PlaygroundSession,
  name: string,
  { apiType, endpoint }: PlaygroundSettings,
): Partial<PlaygroundSettings> {
  const spoken = formatters.find((one) => one.name === name)?.apiTypes ?? []
  const [first = apiType] = spoken
  return { formatter: name, apiType: endpoint === 'own' || spoken.includes(apiType) ? apiType : first }
}

const mishaps: { value: Mishap; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'overloaded', label: 'Overloaded once (503)' },
  { value: 'wrong-key', label: 'Wrong key (401)' },
  { value: 'model-error', label: 'The model fails (400)' },
  { value: 'broken-stream', label: 'The answer breaks off' },
]
