import { Switch, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFields } from '../state/use-fields.ts'

/** The tools of the model, and the format of its answer. */
export function OutputSettings(): ReactNode {
  const { settings, changeSettings: change } = useFields('settings', 'changeSettings')
  return (
    <>
      <Switch
        label="Enable tools"
        size="sm"
        description="get_weather and collatz_steps"
        checked={settings.tools}
        onChange={({ currentTarget }) => change({ tools: currentTarget.checked })}
      />
      <Switch
        label="Structured output"
        size="sm"
        checked={settings.schema !== ''}
        onChange={({ currentTarget }) => change({ schema: currentTarget.checked ? sampleSchema : '' })}
      />
      {settings.schema !== '' && (
        <Textarea
          label="JSON Schema"
          size="xs"
          autosize
          minRows={4}
          maxRows={14}
          ff="monospace"
          error={schemaProblem(settings.schema)}
          value={settings.schema}
          onChange={({ currentTarget }) => change({ schema: currentTarget.value })}
        />
      )}
    </>
  )
}

function schemaProblem(schema: string): string | undefined {
  try {
    JSON.parse(schema)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
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
