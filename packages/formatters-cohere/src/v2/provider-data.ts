import { isFields } from '@azureml-endpoints/core'

/** What an answer with tool calls needs to be sent back as it came; JSON only. */
export interface CohereProviderData {
  /** Where the answer had its reasoning: in parts of its content, instead of in `tool_plan`. */
  readonly reasoningField: 'thinking'
}

/** The `providerData` of an answer whose reasoning was in parts of its content. */
export const thinkingData: CohereProviderData = { reasoningField: 'thinking' }

/** Returns whether the reasoning of an earlier answer was in parts of its content; other formatters use the same name. */
export function isThinking(providerData: unknown): boolean {
  return isFields(providerData) && providerData['reasoningField'] === thinkingData.reasoningField
}
