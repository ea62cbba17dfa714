import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import type { SharedSettings } from '../storage/shared-settings.ts'

/** A setting that a link changes, in words. */
export interface SettingChange {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** Lists what a link changes. */
export function settingsChanges(before: PlaygroundSettings, { settings }: SharedSettings): SettingChange[] {
  return Object.entries(labels).flatMap(([name, label]) => {
    const change = { label, before: inWords(before[name as Name]), after: inWords(settings[name as Name]) }
    return change.before === change.after ? [] : [change]
  })
}

type Name = Exclude<keyof PlaygroundSettings, 'fault' | 'endpointId'>

/** Every setting has a label here, so that no link changes one without showing it. */
const labels: Readonly<Record<Name, string>> = {
  endpoint: 'Endpoint',
  deploymentName: 'Deployment',
  apiType: 'API type',
  formatter: 'Formatter',
  entryPoint: 'Client',
  system: 'System prompt',
  temperature: 'Temperature',
  topP: 'top_p',
  maxTokens: 'Max tokens',
  stop: 'Stop sequences',
  seed: 'Seed',
  reasoningEffort: 'Reasoning effort',
  tools: 'Tools',
  schema: 'JSON Schema',
}

function inWords(value: PlaygroundSettings[Name]): string {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return 'default'
  if (Array.isArray(value)) return JSON.stringify(value)
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (value === 'embedded') return 'emulator'
  return value === 'own' ? 'your endpoint' : String(value)
}
