import type { ReactNode } from 'react'
import { CompareView } from '../compare/compare-view.tsx'
import { ConversationView } from '../conversation/conversation-view.tsx'
import { EmbeddingsView } from '../operations/embeddings-view.tsx'
import { RerankingView } from '../operations/reranking-view.tsx'
import type { View } from '../state/layout-slice.ts'

/** A view of the main area. */
export interface ViewChoice {
  readonly name: View
  readonly label: string
  readonly Content: () => ReactNode
}

/** The views to choose from in the header. */
export const views: readonly ViewChoice[] = [
  { name: 'chat', label: 'Chat', Content: ConversationView },
  { name: 'compare', label: 'Compare', Content: CompareView },
  { name: 'embeddings', label: 'Embeddings', Content: EmbeddingsView },
  { name: 'reranking', label: 'Reranking', Content: RerankingView },
]
