import { ConfigurationError } from '@azureml-endpoints/core'
import type { Warning } from 'ai'

/**
 * Throws if the AI SDK left out a setting of the page, of which it would only warn in the log of the server. The message is
 * the one with which core and LangChain reject the setting.
 */
export function rejectDroppedSettings(warnings: readonly Warning[]): void {
  for (const warning of warnings) {
    if (warning.type !== 'unsupported') continue
    const setting = settings[warning.feature]
    const { details = `The format of the endpoint does not support ${warning.feature}. Leave it out.` } = warning
    if (setting !== undefined) throw new ConfigurationError(details, { setting })
  }
}

/** The settings by the AI SDK's names for them. A schema is missing: one that is unsupported is sent in the prompt. */
const settings: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  topP: 'topP',
  maxOutputTokens: 'maxTokens',
  stopSequences: 'stop',
  seed: 'seed',
  reasoning: 'reasoningEffort',
  tools: 'tools',
  dimensions: 'dimensions',
  inputType: 'inputType',
}
