import { checkFormatterOptions, type FormatterOptionRule } from '@azureml-endpoints/core'

/** The rules of the options that all prompt formats have. The template checks its own two. */
const promptRules: Readonly<Record<string, FormatterOptionRule>> = {
  chatTemplate: { allows: () => true, wanted: 'a template' },
  addBosToken: 'boolean',
  stripPrompt: 'boolean',
  maxTokensParameter: nameRule("the name of a body parameter, such as 'max_tokens'"),
}

/** Checks the options of a formatter that writes prompts. */
export function checkOptions(options: object, more: Readonly<Record<string, FormatterOptionRule>> = {}): void {
  checkFormatterOptions(options, { ...promptRules, ...more })
}

/** The rule for an option that is a name. */
export function nameRule(wanted: string): Exclude<FormatterOptionRule, 'boolean' | readonly string[]> {
  return { allows: (value) => typeof value === 'string' && value.trim() !== '', wanted }
}
