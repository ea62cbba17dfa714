import type { OperationRequest } from '../src/contract/operation-contract.ts'
import type { ApiType, FormatterSummary } from '../src/contract/playground-contract.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { formatterChoices } from '../src/server/formats/formatter-choices.ts'

/** An operation of a formatter on an API type. */
export interface OperationVariant {
  readonly name: string
  /** The path that it has to call. */
  readonly path: string
  readonly request: OperationRequest
  /** What has to arrive at the endpoint; the first text names the variant. */
  readonly texts: readonly string[]
}

/** Text that shells, JSON and TypeScript give a meaning. */
const hostile =
  '\'; process.exit(9) //\n${process.exit(9)}`\\\u2028 $(exit 9) "$HOME"\nJSON\nexit 9\n\u001b[2J\u202e\ud800'

/** Every operation that a formatter has, on each API type, with hostile texts. */
export const operationVariants: readonly OperationVariant[] = formatterChoices.flatMap(({ summary }) =>
  variantsOf('embeddings', summary, summary.embeddingPaths).concat(
    variantsOf('reranking', summary, summary.rerankingPaths),
  ),
)

function variantsOf(
  operation: OperationRequest['operation'],
  { name: formatter }: FormatterSummary,
  paths: FormatterSummary['paths'] = {},
): OperationVariant[] {
  return Object.entries(paths).map(([type, path]) => {
    const apiType = type as ApiType
    const name = `${operation}-${formatter}-${apiType}`
    const texts = [`This is ${name}.`, hostile, 'Puffins']
    const settings = { ...initialSettings, apiType, formatter, deploymentName: 'sky-blue' }
    const request =
      operation === 'embeddings'
        ? { operation, settings, values: texts, ...parametersOf(formatter, apiType) }
        : { operation, settings, query: hostile, documents: texts, topN: 2 }
    return { name, path, request, texts }
  })
}

/** Cohere's models require an input type, and what `/score` serves has no parameters. */
function parametersOf(formatter: string, apiType: ApiType): { dimensions?: number; inputType?: string } {
  if (formatter.startsWith('cohere')) return { inputType: 'search_query' }
  return apiType === 'serverless' ? { dimensions: 3, inputType: "it's `any`" } : {}
}
