import type { SetSlice } from './set-slice.ts'

/** The form of the embeddings view. */
export interface EmbeddingsForm {
  /** One text on each line. */
  readonly texts: string
  readonly dimensions?: number | undefined
  readonly inputType?: string | undefined
}

/** The form of the reranking view. */
export interface RerankingForm {
  readonly query: string
  /** One document on each line. */
  readonly documents: string
  readonly topN?: number | undefined
}

/** The forms of the operations, which their views fill and the inspector shows as code. */
export interface OperationSlice {
  readonly embeddingsForm: EmbeddingsForm
  readonly rerankingForm: RerankingForm
  readonly changeEmbeddings: (part: Partial<EmbeddingsForm>) => void
  readonly changeReranking: (part: Partial<RerankingForm>) => void
}

/** Creates the slice. */
export const createOperationSlice = (set: SetSlice<OperationSlice>): OperationSlice => ({
  embeddingsForm: {
    texts: 'A warm coat for winter\nA light jacket for spring\nStainless steel bolts\nBolts made of brass',
  },
  rerankingForm: {
    query: 'Where do puffins nest?',
    documents:
      'Bolts are made of steel.\nPuffins nest on cliffs above the sea.\nPuffins eat small fish.\nCoats keep warm.',
  },
  changeEmbeddings: (part) => set(({ embeddingsForm }) => ({ embeddingsForm: { ...embeddingsForm, ...part } })),
  changeReranking: (part) => set(({ rerankingForm }) => ({ rerankingForm: { ...rerankingForm, ...part } })),
})
