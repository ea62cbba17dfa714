// docs/frameworks/ai-sdk.md names everything that users can set or read; the types make these lists complete.
import { readFileSync } from 'node:fs'
import { formatterOptionNames } from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import type {
  AzureMLEmbeddingModelOptions,
  AzureMLLanguageModelOptions,
  AzureMLRerankingModelOptions,
  AzureMLResponseMetadata,
} from '../../src/index.ts'
import { settingNames } from '../../src/settings/provider-settings.ts'

type Names<T> = Readonly<Record<keyof T, true>>

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

// The page describes the options of formatters together.
const settings = [...settingNames].filter((name) => !(formatterOptionNames as readonly string[]).includes(name))

it.each(Object.entries({ settings, options: Object.keys(options), metadata: Object.keys(metadata) }))(
  'the page names all %s',
  (_what, names) => {
    const page = readFileSync(`${import.meta.dirname}/../../../../docs/frameworks/ai-sdk.md`, 'utf8')
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  },
)
