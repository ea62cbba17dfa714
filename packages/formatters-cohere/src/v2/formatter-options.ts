/** How a `CohereV2ContentFormatter` formats conversations. */
export interface CohereV2FormatterOptions {
  /**
   * Whether to send the reasoning of earlier answers back: `true` sends it with every answer, `false` never.
   * @default with answers that call tools, as Cohere's guides do; it goes back as `thinking` or as `tool_plan`, whichever it was
   */
  readonly sendReasoning?: boolean | undefined
}
