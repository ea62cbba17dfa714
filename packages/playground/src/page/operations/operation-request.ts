import { useMemo } from 'react'
import type { EmbeddingsRequest, OperationRequest, RerankingRequest } from '../../contract/operation-contract.ts'
import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import type { EmbeddingsForm, RerankingForm } from '../state/operation-slice.ts'
import { useStore } from '../state/store.ts'

/** Returns the request of the embeddings form. */
export function embeddingsRequest(form: EmbeddingsForm, settings: PlaygroundSettings): EmbeddingsRequest {
  const defaultType = takesInputType(settings) ? 'search_document' : undefined
  const { texts, dimensions, inputType } = form
  return { settings, values: linesOf(texts), dimensions, inputType: inputType || defaultType }
}

/** Tells whether the models of the selected formatter require an input type. */
export function takesInputType({ formatter }: PlaygroundSettings): boolean {
  return formatter.startsWith('cohere')
}

/** Returns the request of the reranking form. */
export function rerankingRequest(form: RerankingForm, settings: PlaygroundSettings): RerankingRequest {
  return { settings, query: form.query, documents: linesOf(form.documents), topN: form.topN }
}

/** Selects the request of the operation that is open; `undefined` if none is. */
export function useOperationRequest(): OperationRequest | undefined {
  // The desk, unlike the view, changes together with the settings.
  const operation = useStore((state) => state.openDeskName)
  const settings = useStore((state) => state.settings)
  const embeddings = useStore((state) => state.embeddingsForm)
  const reranking = useStore((state) => state.rerankingForm)
  return useMemo(() => {
    if (operation === 'embeddings') return { operation, ...embeddingsRequest(embeddings, settings) }
    return operation === 'reranking' ? { operation, ...rerankingRequest(reranking, settings) } : undefined
  }, [operation, settings, embeddings, reranking])
}

/** Returns the lines of a text, without those that are blank. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}
