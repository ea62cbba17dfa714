import type { ApiType, FormatterSummary } from '../../contract/playground-contract.ts'
import type { View } from '../state/layout-slice.ts'

/** Returns the formatters that have what a view does. */
export function formattersFor(view: View, formatters: readonly FormatterSummary[]): readonly FormatterSummary[] {
  return formatters.filter((formatter) => pathsFor(view, formatter) !== undefined)
}

/** Returns the API types on which a formatter has what a view does. */
export function apiTypesFor(view: View, formatter: FormatterSummary | undefined): readonly ApiType[] {
  const paths = formatter && pathsFor(view, formatter)
  const isSupported = (type: ApiType): boolean => paths?.[type] !== undefined
  return formatter?.apiTypes.filter(isSupported) ?? []
}

function pathsFor(view: View, formatter: FormatterSummary): FormatterSummary['embeddingPaths'] {
  if (view === 'embeddings') return formatter.embeddingPaths
  return view === 'reranking' ? formatter.rerankingPaths : formatter.paths
}
