import type { ComboboxData } from '@mantine/core'
import type { ApiType, FormatterSummary } from '../../contract/playground-contract.ts'
import type { View } from '../state/layout-slice.ts'

/** Returns the formatters that have what a view does. */
export function formattersFor(view: View, formatters: readonly FormatterSummary[]): readonly FormatterSummary[] {
  return formatters.filter((formatter) => pathsFor(view, formatter) !== undefined)
}

/** Returns the formatters in groups for a list, by the package that they are from; a package without a group name is its own. */
export function formatterGroups(formatters: readonly FormatterSummary[]): ComboboxData {
  const packages = new Set([...Object.keys(groupNames), ...formatters.map(({ packageName }) => packageName)])
  return [...packages].flatMap((from) => {
    const members = formatters.filter(({ packageName }) => packageName === from)
    const items = members.map(({ name, label }) => ({ value: name, label }))
    return items.length === 0 ? [] : [{ group: groupNames[from] ?? from, items }]
  })
}

const groupNames: Readonly<Record<string, string>> = {
  '@azureml-endpoints/formatters-openai': 'OpenAI-compatible',
  '@azureml-endpoints/formatters-anthropic': 'Anthropic',
  '@azureml-endpoints/formatters-cohere': 'Cohere',
  '@azureml-endpoints/formatters-text-generation': 'Text generation',
}

/** Returns the API types on which a formatter has what a view does. */
export function apiTypesFor(view: View, formatter: FormatterSummary | undefined): readonly ApiType[] {
  const paths = formatter && pathsFor(view, formatter)
  const isSupported = (type: ApiType): boolean => paths?.[type] !== undefined
  return formatter?.apiTypes.filter(isSupported) ?? []
}

/** Returns the paths of what a view does; `undefined` if the formatter does not have it. */
export function pathsFor(view: View, formatter: FormatterSummary): FormatterSummary['embeddingPaths'] {
  if (view === 'embeddings') return formatter.embeddingPaths
  return view === 'reranking' ? formatter.rerankingPaths : formatter.paths
}
