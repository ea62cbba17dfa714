import { Select, SimpleGrid, TagsInput, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import { useFields } from '../state/use-fields.ts'
import { NumberSetting } from './number-setting.tsx'

/** The system prompt and the parameters of the model. */
export function GenerationSettings(): ReactNode {
  const { settings, changeSettings: change } = useFields('settings', 'changeSettings')
  return (
    <>
      <Textarea
        label="System prompt"
        size="xs"
        placeholder="None"
        autosize
        minRows={2}
        maxRows={6}
        value={settings.system}
        onChange={({ currentTarget }) => change({ system: currentTarget.value })}
      />
      <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
        <NumberSetting name="temperature" label="Temperature" min={0} max={2} step={0.1} />
        <NumberSetting name="topP" label="top_p" min={0} max={1} step={0.05} />
        <NumberSetting name="maxTokens" label="Max tokens" min={1} />
        <NumberSetting name="seed" label="Seed" />
      </SimpleGrid>
      <TagsInput
        label="Stop sequences"
        size="xs"
        placeholder={settings.stop.length > 0 ? '' : 'None; press Enter to add one'}
        splitChars={[]}
        value={[...settings.stop]}
        onChange={(stop) => change({ stop })}
      />
      <Select
        label="Reasoning effort"
        size="xs"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the reasoning effort' }}
        placeholder="Default"
        data={['low', 'medium', 'high']}
        value={settings.reasoningEffort ?? null}
        onChange={(value) => change({ reasoningEffort: (value ?? undefined) as PlaygroundSettings['reasoningEffort'] })}
      />
    </>
  )
}
