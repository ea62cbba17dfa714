import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContentFormatterBase } from '@azureml-endpoints/core'
import * as anthropic from '@azureml-endpoints/formatters-anthropic'
import * as cohere from '@azureml-endpoints/formatters-cohere'
import * as openai from '@azureml-endpoints/formatters-openai'
import * as textGeneration from '@azureml-endpoints/formatters-text-generation'
import { describe, expect, it } from 'vitest'
import { modelFamilies } from '../src/formatters/model-families.ts'
import { suggestFormatter } from '../src/index.ts'

const packages: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '@azureml-endpoints/formatters-anthropic': { ...anthropic },
  '@azureml-endpoints/formatters-cohere': { ...cohere },
  '@azureml-endpoints/formatters-openai': { ...openai },
  '@azureml-endpoints/formatters-text-generation': { ...textGeneration },
}

const registry = (path: string): string => `azureml://registries/${path}`

describe('suggestFormatter', () => {
  it.each([
    ['azureml/models/Phi-4/versions/7', 'Phi', 'CustomOpenAIChatContentFormatter'],
    ['azureml/models/Phi-3-medium-4k-instruct', 'Phi', 'CustomOpenAIChatContentFormatter'],
    ['azureml/models/Phi-3.5-MoE-instruct/labels/latest', 'Phi', 'CustomOpenAIChatContentFormatter'],
    ['azureml/models/Phi-4-multimodal-instruct/versions/1', 'Phi', 'CustomOpenAIChatContentFormatter'],
    ['azureml-meta/models/Meta-Llama-3-8B-Instruct', 'Llama', 'CustomOpenAIChatContentFormatter'],
    ['azureml-meta/models/Llama-3.3-70B-Instruct/versions/9', 'Llama', 'CustomOpenAIChatContentFormatter'],
    ['azureml-meta/models/Llama-2-70b-chat/versions/20', 'Llama', 'CustomOpenAIChatContentFormatter'],
    ['azureml-meta/models/Llama-4-Maverick-17B-128E-Instruct-FP8', 'Llama', 'CustomOpenAIChatContentFormatter'],
    ['azureml-mistral/models/Mistral-large/versions/1', 'Mistral', 'MistralChatContentFormatter'],
    ['azureml-mistral/models/mistral-small-2503', 'Mistral', 'MistralChatContentFormatter'],
    ['azureml-mistral/models/Mistral-Large-3/versions/1', 'Mistral', 'MistralChatContentFormatter'],
    ['azureml-mistral/models/Codestral-2501/versions/2', 'Mistral', 'MistralChatContentFormatter'],
    ['azureml-mistral/models/Ministral-3B', 'Mistral', 'MistralChatContentFormatter'],
    ['azureml/models/mistralai-Mixtral-8x7B-Instruct-v01/versions/5', 'Mistral', 'MistralChatContentFormatter'],
    ['azureml-deepseek/models/DeepSeek-R1/versions/1', 'DeepSeek', 'CustomOpenAIChatContentFormatter'],
    ['azureml-deepseek/models/DeepSeek-V3-0324', 'DeepSeek', 'CustomOpenAIChatContentFormatter'],
    ['azureml-xai/models/grok-4-fast-reasoning/versions/1', 'Grok', 'CustomOpenAIChatContentFormatter'],
    ['azureml-moonshotai/models/Kimi-K2.5', 'Kimi', 'CustomOpenAIChatContentFormatter'],
    ['azureml-openai-oss/models/gpt-oss-120b/versions/4', 'gpt-oss', 'CustomOpenAIChatContentFormatter'],
    ['azure-openai/models/gpt-4o/versions/2', 'OpenAI: GPT-4.1 and older', 'CustomOpenAIChatContentFormatter'],
    [
      'azure-openai/models/gpt-5-mini/versions/1',
      'OpenAI: GPT-5 and later, o-series',
      'CustomOpenAIChatContentFormatter',
    ],
    ['azure-openai/models/o4-mini', 'OpenAI: GPT-5 and later, o-series', 'CustomOpenAIChatContentFormatter'],
    ['azureml-anthropic/models/claude-opus-4-8/versions/1', 'Claude', 'AnthropicContentFormatter'],
    ['azureml-cohere/models/Cohere-command-r-plus', 'Cohere', 'CohereContentFormatter'],
    ['azureml-cohere/models/Cohere-embed-v3-multilingual', 'Cohere', 'CohereContentFormatter'],
    ['azureml-cohere/models/Cohere-rerank-v4.0-pro/versions/1', 'Cohere', 'CohereContentFormatter'],
    ['azureml-mai/models/MAI-Thinking-1/versions/1', 'MAI-Thinking-1', 'CustomOpenAIChatContentFormatter'],
    ['HuggingFace/models/qwen-qwen2.5-vl-32b-instruct/labels/latest', 'Qwen', 'CustomOpenAIChatContentFormatter'],
    ['huggingface/models/meta-llama-llama-3.1-8b-instruct/versions/2', 'Llama', 'CustomOpenAIChatContentFormatter'],
    ['HuggingFace/models/microsoft-phi-4/labels/latest', 'Phi', 'CustomOpenAIChatContentFormatter'],
  ])('knows %s', (path, family, formatter) => {
    expect(suggestFormatter(registry(path))).toMatchObject({ known: true, basis: 'registry', family, formatter })
  })

  it.each([
    'azureml://locations/eastus2/workspaces/8f3b2c1d-0000-4000-8000-000000000000/models/Phi-4-mini-instruct/versions/1',
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/models/Phi-4/versions/2',
    'azureml://subscriptions/s/resourcegroups/g/workspaces/w/models/Phi-4/versions/2',
    'azureml://subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/models/Phi-4',
    'azureml:Phi-4:2',
    'azureml:Phi-4@latest',
    registry('contoso/models/Phi-4/versions/1'),
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/registries/contoso/models/Phi-4/versions/1',
  ])('says that of %s only the name is known', (modelId) => {
    expect(suggestFormatter({ modelId })).toMatchObject({ known: true, basis: 'name', family: 'Phi' })
  })

  it.each([
    [undefined, 'The deployment has no model of its own: its image contains it.'],
    ['', 'The deployment has no model of its own'],
    ['my-model', '"my-model" is not the asset id of a registered model.'],
    ['azureml://datastores/workspaceblobstore/paths/Phi-4/', 'is not the asset id of a registered model.'],
    ['https://example.org/models/Phi-4/versions/1', 'is not the asset id of a registered model.'],
    [`azureml://registries/${'a/'.repeat(1_000)}models/Phi-4`, 'is not the asset id of a registered model.'],
    ...[
      'azureml:my-phi-4:1',
      'azureml:phishing-detector:3',
      'azureml:not-a-llama:1',
      registry('azureml/models/Phi-2/versions/1'),
      registry('azureml/models/mistralai-Mistral-7B-v01'),
      registry('azureml-meta/models/Llama-2-7b/versions/1'),
      registry('azureml-meta/models/Llama-Guard-3-8B/versions/1'),
      registry('azureml-mistral/models/mistral-ocr-2503'),
      registry('azureml-mistral/models/mistral-document-ai-2505/versions/1'),
      registry('azureml-deepseek/models/DeepSeek-V3-Base'),
      registry('azure-openai/models/gpt-4o-realtime-preview'),
      registry('azure-openai/models/gpt-5-codex'),
      registry('azure-openai/models/text-embedding-3-large'),
      registry('azure-openai/models/gpt-image-1'),
      registry('azureml-xai/models/grok-2-image-1212'),
      registry('azureml-xai/models/grok-4.20-multi-agent'),
      registry('azureml-nvidia/models/llama-3.3-70b-instruct-reward'),
      registry('azureml-nvidia/models/llama-3.2-nv-embedqa-1b-v2-NIM-microservice'),
      registry('HuggingFace/models/qwen-qwen2-audio-7b-instruct'),
      registry('HuggingFace/models/moonshotai-kimi-k2-base'),
      registry('HuggingFace/models/openai-gpt-oss-safeguard-20b'),
      registry('azure-openai/models/whisper'),
      registry('azureml/models/OpenAI-CLIP-Image-Text-Embeddings-vit-base-patch32'),
      'azureml:embed-v2:1',
      'azureml:Phi-4-classifier:1',
      'azureml:claude-3-detector:1',
      'azureml:llama-3-instruct-embeddings:1',
      'azureml:gpt-4o-mini-2024-07-18.ft-0a1b2c:1',
      registry('azureml/models/MAI-DS-R1'),
      registry('HuggingFace/models/tongyi-mai-z-image-turbo/labels/latest'),
      registry('HuggingFace/models/qwen-qwen3-embedding-8b/labels/latest'),
      registry('HuggingFace/models/nousresearch-hermes-3-llama-3.1-8b/labels/latest'),
      registry('azureml/models/openai-community-gpt2/versions/1'),
    ].map((id) => [id, 'is of no family that is known here.'] as const),
  ] as const)('does not guess: %s', (modelId, reason) => {
    const suggestion = suggestFormatter({ modelId })
    expect(suggestion).toMatchObject({ known: false, reason: expect.stringContaining(reason) })
  })

  it('suggests the API type and the route of the deployment', () => {
    const phi = registry('azureml/models/Phi-4/versions/7')
    expect(suggestFormatter({ modelId: phi, endpointApiType: 'dedicated' })).toEqual({
      known: true,
      basis: 'registry',
      family: 'Phi',
      formatter: 'CustomOpenAIChatContentFormatter',
      package: '@azureml-endpoints/formatters-openai',
      operation: 'chat',
      endpointApiType: 'dedicated',
      needs: ["`jsonSchema: 'prompt'` for JSON, and `maxTokens` with it"],
    })
    expect(suggestFormatter({ modelId: phi, endpointApiType: 'serverless' })).toMatchObject({
      route: '/v1/chat/completions',
    })
    const hub = registry('HuggingFace/models/microsoft-phi-4/labels/latest')
    expect(suggestFormatter({ modelId: hub, endpointApiType: 'dedicated' })).toMatchObject({
      endpointApiType: 'serverless',
      route: '/v1/chat/completions',
    })
    const embed = registry('azureml-cohere/models/Cohere-embed-v3-english')
    expect(suggestFormatter({ modelId: embed, endpointApiType: 'serverless' })).toMatchObject({
      operation: 'embed',
      route: '/v1/embed',
    })
    expect(suggestFormatter({ modelId: embed, endpointApiType: 'dedicated' })).toMatchObject({
      known: false,
      reason: expect.stringContaining('The family Cohere has no known body format for /score.'),
    })
  })
})

describe('every family', () => {
  it.each(modelFamilies)(
    '$family ($operation) has a formatter that exists, for the API types it is suggested for',
    (family) => {
      const Formatter = packages[family.package]?.[family.formatter] as new () => ContentFormatterBase
      const { codecs, embeddingCodecs, rerankCodecs } = new Formatter()
      const available = { chat: codecs, embed: embeddingCodecs, rerank: rerankCodecs }[family.operation]
      expect(available?.serverless).toBeDefined()
      if (family.score) expect(available?.dedicated).toBeDefined()
    },
  )

  it('is one of docs/start/models.md, with the same formatter', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/start/models.md'), 'utf8')
    const rows = Array.from(page.matchAll(/^\| \[([^\]]+)\]\([^)]+\)(:[^|]*)? +\|[^|]+\| +([^|]+?) +\|/gm))
    expect(rows.length).toBeGreaterThan(10)
    const names = rows.map(([, name, rest]) => `${name}${rest?.trimEnd() ?? ''}`)
    expect(new Set(modelFamilies.map(({ family }) => family))).toEqual(new Set(names))
  })
})
