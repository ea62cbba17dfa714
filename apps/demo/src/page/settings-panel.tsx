import { Input, NumberInput, SegmentedControl, Select, Stack, Switch, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Mishap, PlaygroundSession, PlaygroundSettings } from '../playground/contract.ts'
import { EndpointForm } from './endpoint-form.tsx'

/** What the form works on. */
export interface SettingsPanelProps {
  readonly settings: PlaygroundSettings
  readonly setSettings: (settings: PlaygroundSettings) => void
  readonly session: PlaygroundSession
  readonly setSession: (session: PlaygroundSession) => void
}

/** The form: where to ask, in which format, by which way in, and how. */
export function SettingsPanel(props: SettingsPanelProps): ReactNode {
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
  { value: 'model-error', label: 'The model fails (behind 424)' },
  { value: 'broken-stream', label: 'The answer breaks off' },
]

interface ParametersProps {
  readonly settings: PlaygroundSettings
  readonly change: (part: Partial<PlaygroundSettings>) => void
}

function Parameters({ settings, change }: ParametersProps): ReactNode {
  return (
    <>
      <Textarea
        label="Instructions"
        placeholder="none"
        autosize
        minRows={1}
        maxRows={6}
        value={settings.system}
        onChange={({ currentTarget }) => change({ system: currentTarget.value })}
      />
      <NumberInput
        label="Temperature"
        min={0}
        max={2}
        step={0.1}
        placeholder="the deployment's own"
        value={settings.temperature ?? ''}
        onChange={(value) => change({ temperature: numberOf(value) })}
      />
      <NumberInput
        label="Most tokens"
        min={1}
        allowDecimal={false}
        placeholder="the deployment's own"
        value={settings.maxTokens ?? ''}
        onChange={(value) => change({ maxTokens: numberOf(value) })}
      />
      <Select
        label="Reasoning effort"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the reasoning effort' }}
        placeholder="the deployment's own"
        data={['low', 'medium', 'high']}
        value={settings.reasoningEffort ?? null}
        onChange={(value) => change({ reasoningEffort: (value ?? undefined) as PlaygroundSettings['reasoningEffort'] })}
      />
      <Switch
        label="Offer tools"
        description="get_weather and collatz_steps"
        checked={settings.tools}
        onChange={({ currentTarget }) => change({ tools: currentTarget.checked })}
      />
      <Switch
        label="Structured output"
        checked={settings.schema !== ''}
        onChange={({ currentTarget }) => change({ schema: currentTarget.checked ? sampleSchema : '' })}
      />
      {settings.schema !== '' && (
        <Textarea
          label="JSON Schema"
          autosize
          minRows={4}
          maxRows={14}
          ff="monospace"
          value={settings.schema}
          onChange={({ currentTarget }) => change({ schema: currentTarget.value })}
        />
      )}
    </>
  )
}

function numberOf(value: string | number): number | undefined {
  return value === '' ? undefined : Number(value)
}

const sampleSchema = JSON.stringify(
  {
    type: 'object',
    properties: { solved: { type: 'boolean' }, confidence: { enum: ['low', 'medium', 'high'] } },
    required: ['solved', 'confidence'],
    additionalProperties: false,
  },
  null,
  2,
)

interface ChoiceProps<Option extends string> {
  readonly label: string
  readonly options: readonly Option[]
  readonly labels?: Readonly<Partial<Record<Option, string>>> | undefined
  readonly value: Option
  readonly onChange: (option: Option) => void
}

function Choice<Option extends string>({ label, options, labels, value, onChange }: ChoiceProps<Option>): ReactNode {
  return (
    <div>
      <Input.Label labelElement="div" mb={4} aria-hidden>
        {label}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-label={label}
        data={options.map((option) => ({ value: option, label: labels?.[option] ?? option }))}
        value={value}
        onChange={(chosen) => onChange(chosen as Option)}
      />
    </div>
  )
}
