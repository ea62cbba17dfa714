import type { FormatterOptionRule } from '@azureml-endpoints/core'

/** How a deployment uses the Responses API. */
export interface OpenAIResponsesOptions {
  /**
   * Whether to ask for encrypted reasoning, and to send that of earlier answers back. `false` is for models that refuse to
   * encrypt, such as GPT-4o.
   * @default true, unless the deployment has the name of a model that refuses it
   */
  readonly sendReasoning?: boolean | undefined
  /** How detailed the summary of the reasoning is, which arrives as `reasoning`. @default the model's, usually none */
  readonly reasoningSummary?: 'auto' | 'concise' | 'detailed' | undefined
  /** Where to put a JSON Schema: into `text.format`, or into the prompt if the deployment takes none. @default 'native' */
  readonly jsonSchema?: 'native' | 'prompt' | undefined
}

/** The rules of these options. */
export const responsesOptionRules: Readonly<Record<keyof OpenAIResponsesOptions, FormatterOptionRule>> = {
  sendReasoning: 'boolean',
  reasoningSummary: ['auto', 'concise', 'detailed'],
  jsonSchema: ['native', 'prompt'],
}
