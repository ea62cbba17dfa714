import type { SharedV4ProviderMetadata } from '@ai-sdk/provider'

/** Reads metadata that the provider does not know from answers, in the form of `@ai-sdk/openai-compatible`. */
export interface AzureMLMetadataExtractor {
  /** Returns the metadata of a complete answer, by provider; those of this provider are `azureML`. */
  extractMetadata(answer: ParsedAnswer): PromiseLike<SharedV4ProviderMetadata | undefined>
  /** Creates an extractor for one stream. */
  createStreamExtractor(): AzureMLStreamMetadataExtractor
}

/** A complete answer. */
interface ParsedAnswer {
  /** The parsed JSON body. */
  readonly parsedBody: unknown
}

/** Reads metadata from the events of one stream. */
export interface AzureMLStreamMetadataExtractor {
  /** Reads a parsed event. */
  processChunk(parsedChunk: unknown): void
  /** Returns the metadata in all events. Called once, at the end. */
  buildMetadata(): SharedV4ProviderMetadata | undefined
}

/** Adds extracted metadata to the provider's own, which win. */
export function withExtracted(
  own: SharedV4ProviderMetadata,
  extracted: SharedV4ProviderMetadata | undefined,
): SharedV4ProviderMetadata {
  return extracted === undefined ? own : { ...extracted, azureML: { ...extracted['azureML'], ...own['azureML'] } }
}
