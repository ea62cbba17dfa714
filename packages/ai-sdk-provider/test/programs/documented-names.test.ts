// docs/ai-sdk.md names everything that users can set or read; the types make these lists complete.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type {
  AzureMLEmbeddingModelOptions,
  AzureMLFormatterOptions,
  AzureMLLanguageModelOptions,
  AzureMLProviderSettings,
  AzureMLRerankingModelOptions,
  AzureMLResponseMetadata,
} from '../../src/index.ts'

type Names<T> = Readonly<Record<keyof T, true>>

const settings: Names<Omit<AzureMLProviderSettings, keyof AzureMLFormatterOptions>> = {
  endpointUrl: true,
  endpointApiKey: true,
  credential: true,
  endpointApiType: true,
  deploymentName: true,
  contentFormatter: true,
  modelKwargs: true,
  headers: true,
  timeout: true,
  idleTimeout: true,
  fetch: true,
  onRequest: true,
  onResponse: true,
  allowInsecureHttp: true,
  supportedUrls: true,
  coalesceDeltas: true,
  transformRequestBody: true,
  metadataExtractor: true,
  maxEmbeddingsPerCall: true,
  supportsParallelCalls: true,
  name: true,
}
const options: Names<
  AzureMLLanguageModelOptions & AzureMLEmbeddingModelOptions & AzureMLRerankingModelOptions & { imageDetail: string }
> = {
  modelKwargs: true,
  reasoningEffort: true,
  sendReasoning: true,
  parallelToolCalls: true,
  jsonSchema: true,
  strictJsonSchema: true,
  logprobs: true,
  topLogprobs: true,
  logitBias: true,
  user: true,
  timeout: true,
  coalesceDeltas: true,
  inputType: true,
  imageDetail: true,
}
const metadata: Names<AzureMLResponseMetadata> = {
  requestId: true,
  deployment: true,
  region: true,
  modelTimeMs: true,
  contentFilter: true,
  refusal: true,
  logprobs: true,
  serviceTier: true,
  systemFingerprint: true,
}

it.each(Object.entries({ settings, options, metadata }))('the page names all %s', (_what, names) => {
  const page = readFileSync(`${import.meta.dirname}/../../../../docs/ai-sdk.md`, 'utf8')
  expect(Object.keys(names).filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
