import {
  ConfigurationError,
  configuredFormatter,
  type ContentFormatterBase,
  type FormatterOptions,
  formatterOptionsIn,
} from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

/** The fields of a model that decide about its formatter. */
interface FormatterFields extends FormatterOptions {
  readonly contentFormatter?: ContentFormatterBase | (new () => ContentFormatterBase) | undefined
}

/** Returns the formatter for core: as passed, or created with the options among the fields. */
export function resolveFormatter(fields: FormatterFields): ContentFormatterBase | (new () => ContentFormatterBase) {
  const options = formatterOptionsIn(fields)
  if (typeof options.reasoning === 'object') {
    const problem = "`reasoning` says where the formatter looks for reasoning: 'auto', 'field' or 'off'."
    throw new ConfigurationError(`${problem} Pass the effort as \`reasoningEffort\`.`, { setting: 'reasoning' })
  }
  return configuredFormatter(fields.contentFormatter ?? CustomOpenAIChatContentFormatter, options)
}
