import { ConfigurationError, rejectUnknownNames } from '@azureml-endpoints/core'

/** How a `CohereV2ContentFormatter` formats conversations. */
export interface CohereV2FormatterOptions {
  /**
   * Whether to send the reasoning of earlier answers back: `true` sends it with every answer, `false` never.
   * @default with answers that call tools, as Cohere's guides do; it goes back as `thinking` or as `tool_plan`, whichever it was
   */
  readonly sendReasoning?: boolean | undefined
}

/** Checks the options of a formatter, which callers without TypeScript can misspell. */
export function checkOptions(options: CohereV2FormatterOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new ConfigurationError('The options of CohereV2ContentFormatter must be an object.', { setting: 'options' })
  }
  rejectUnknownNames(options, new Set(['sendReasoning']))
  const { sendReasoning } = options
  if (sendReasoning === undefined || typeof sendReasoning === 'boolean') return
  const shown = (JSON.stringify(sendReasoning) ?? String(sendReasoning)).slice(0, 100)
  throw new ConfigurationError(`\`sendReasoning\` of the formatter is ${shown}; it must be true or false.`, {
    setting: 'sendReasoning',
  })
}
