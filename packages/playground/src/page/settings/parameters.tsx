import { NumberInput, Select, Switch, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PlaygroundSettings } from '../../contract/playground-contract.ts'

/** The settings, and the function that changes them. */
export interface ParametersProps {
  readonly settings: PlaygroundSettings
  readonly change: (part: Partial<PlaygroundSettings>) => void
}

/** The model parameters: system prompt, sampling, tools and output format. */
export function Parameters({ settings, change }: ParametersProps): ReactNode {
  return (
    <>
      <Textarea
        label="System prompt"
        placeholder="None"
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
        placeholder="Default"
        value={settings.temperature ?? ''}
        onChange={(value) => change({ temperature: numberOf(value) })}
      />
      <NumberInput
        label="Max tokens"
        min={1}
        allowDecimal={false}
        placeholder="Default"
        value={settings.maxTokens ?? ''}
        onChange={(value) => change({ maxTokens: numberOf(value) })}
      />
      <Select
        label="Reasoning effort"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the reasoning effort' }}
        placeholder="Default"
        data={['low', 'medium', 'high']}
        value={settings.reasoningEffort ?? null}
        onChange={(value) => change({ reasoningEffort: (value ?? undefined) as PlaygroundSettings['reasoningEffort'] })}
      />
      <Switch
        label="Enable tools"
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
