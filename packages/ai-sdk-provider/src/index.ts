// The declarations of @ai-sdk/provider name these types, and do not bring them.
/// <reference types="json-schema" />
export { azureML, createAzureML } from './azureml-provider.ts'
export type { AzureMLProvider } from './azureml-provider.ts'
export type {
  AzureMLEmbeddingModelOptions,
  AzureMLLanguageModelOptions,
  AzureMLRerankingModelOptions,
} from './settings/provider-options.ts'
export type { AzureMLResponseMetadata } from './from-core/metadata.ts'
export type { FormatterOptions as AzureMLFormatterOptions } from '@azureml-endpoints/core'
export type { AzureMLMetadataExtractor, AzureMLStreamMetadataExtractor } from './settings/metadata-extractor.ts'
export type { AzureMLProviderSettings } from './settings/provider-settings.ts'
export { VERSION } from './version.ts'
