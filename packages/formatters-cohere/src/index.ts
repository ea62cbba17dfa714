export { CohereContentFormatter } from './cohere-content-formatter.ts'
export { CohereV2ContentFormatter } from './cohere-v2-content-formatter.ts'
export type { CohereV2FormatterOptions } from './v2/formatter-options.ts'
