import { describe, expect, it } from 'vitest'
import { parseAssetId } from '../src/formatters/asset-id.ts'
import { suggestFormatter } from '../src/index.ts'

const see =
  'See https://github.com/azureml-endpoints/azureml-endpoints/blob/main/docs/start/choosing.md for the formatter of each kind of deployment.'

describe('an asset id', () => {
  const arm = '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices'

  it.each([
    ['azureml://registries/r/models/m', 'r'],
    ['AZUREML://Registries/r/Models/m/Versions/1/', 'r'],
    ['azureml://registries/r/models/m/labels/latest', 'r'],
    [' azureml://registries/r/models/m/ ', 'r'],
    [`${arm}/registries/r/models/m/versions/1`, 'r'],
    ['azureml://locations/l/workspaces/w/models/m/versions/1', undefined],
    ['azureml://subscriptions/s/resourcegroups/g/workspaces/w/models/m', undefined],
    [`azureml:/${arm}/workspaces/w/models/m`, undefined],
    [`${arm}/workspaces/w/models/m/labels/x`, undefined],
    ['azureml:m', undefined],
    ['azureml:m:1', undefined],
    ['azureml:m@latest', undefined],
  ])('%s names a model', (id, registry) => {
    expect(parseAssetId(id)).toEqual({ name: 'm', registry })
  })

  it.each([
    '',
    'm',
    'xazureml:m',
    'azureml:m:1:2',
    'azureml:m/1',
    'azureml:',
    'xazureml://registries/r/models/m',
    'azureml://registries/r/models/m/other/1',
    'azureml://registries/r/models/m/versions/1/2',
    'azureml://registries/r/s/models/m',
    'azureml://registries/r/models/',
    'azureml://locations/l/workspaces/w/models/m/data/1',
    'xazureml://locations/l/workspaces/w/models/m',
    'x/subscriptions/s/resourceGroups/g/workspaces/w/models/m',
    `${arm}/registries/r/data/m`,
    `x${arm}/registries/r/models/m`,
    `${arm}/workspaces/w/data/m`,
  ])('%s is none', (id) => {
    expect(parseAssetId(id)).toBeUndefined()
  })

  it('has at most 2000 characters', () => {
    expect(parseAssetId(`azureml:${'m'.repeat(1_992)}`)?.name).toBe('m'.repeat(1_992))
    expect(parseAssetId(`azureml:${'m'.repeat(1_993)}`)).toBeUndefined()
  })
})

describe('an unknown formatter', () => {
  const long = 'x'.repeat(300)
  it.each([
    [{}, 'The deployment has no model of its own: its image contains it.'],
    [{ modelId: '' }, 'The deployment has no model of its own: its image contains it.'],
    ['', 'The deployment has no model of its own: its image contains it.'],
    ['x\n', '"x " is not the asset id of a registered model.'],
    [`${long}`, `"${long.slice(0, 200)}" is not the asset id of a registered model.`],
    [`azureml:${long}`, `The name "${long.slice(0, 200)}" is of no family that is known here.`],
    ['azureml:Phi-2:1', 'The name "Phi-2" is of no family that is known here.'],
    [
      { modelId: 'azureml:claude-opus-4', endpointApiType: 'dedicated' },
      'The family Claude has no known body format for /score.',
    ],
  ] as const)('of %j is explained', (deployed, reason) => {
    expect(suggestFormatter(deployed)).toEqual({ known: false, reason: `${reason} ${see}` })
  })
})

describe('a known formatter', () => {
  it.each([
    ['azureml', 'registry'],
    ['AzureML-Meta', 'registry'],
    ['azureml-a1-b2', 'registry'],
    ['azure-openai', 'registry'],
    ['HuggingFace', 'registry'],
    ['my-azureml', 'name'],
    ['azureml-', 'name'],
    ['azureml2', 'name'],
    ['huggingface2', 'name'],
    ['xhuggingface', 'name'],
    ['azure-openai-2', 'name'],
  ])('is based for the registry %s on its %s', (registry, basis) => {
    expect(suggestFormatter(`azureml://registries/${registry}/models/Phi-4`)).toMatchObject({ known: true, basis })
  })

  it.each([
    ['azureml:Phi-4', undefined, undefined, '/v1/chat/completions'],
    ['azureml:Phi-4', 'serverless', 'serverless', '/v1/chat/completions'],
    ['azureml:Phi-4', 'dedicated', 'dedicated', undefined],
    ['azureml://registries/HuggingFace/models/Phi-4', undefined, undefined, '/v1/chat/completions'],
    ['azureml://registries/HuggingFace/models/Phi-4', 'dedicated', 'serverless', '/v1/chat/completions'],
    ['azureml:claude-opus-4', undefined, 'serverless', '/anthropic/v1/messages'],
    ['azureml:cohere-command-r', undefined, 'serverless', '/v1/chat'],
    ['azureml:cohere-rerank-v4', undefined, 'serverless', '/v1/rerank'],
    ['azureml:mai-thinking-1', 'serverless', 'serverless', '/mai/v1/chat/completions'],
  ] as const)('of %s on %s is called as %s at %s', (modelId, endpointApiType, type, route) => {
    const suggestion = suggestFormatter({ modelId, endpointApiType })
    expect(suggestion).toMatchObject({ known: true, endpointApiType: type })
    expect('route' in suggestion ? suggestion.route : undefined).toBe(route)
  })

  it.each([
    ['gpt-oss-20b', 'gpt-oss', []],
    ['gpt-4o', 'OpenAI: GPT-4.1 and older', []],
    [
      'gpt-5',
      'OpenAI: GPT-5 and later, o-series',
      ["`new CustomOpenAIChatContentFormatter({ maxTokensParameter: 'max_completion_tokens' })`"],
    ],
    ['deepseek-r1', 'DeepSeek', []],
    ['kimi-k2', 'Kimi', []],
    ['grok-4', 'Grok', []],
    ['qwen3-8b-instruct', 'Qwen', []],
    ['llama-3-instruct', 'Llama', []],
    ['phi-4', 'Phi', ["`jsonSchema: 'prompt'` for JSON, and `maxTokens` with it"]],
    ['mistral-large', 'Mistral', []],
    ['claude-opus-4', 'Claude', ['`maxTokens`, in each request or as an option']],
    ['cohere-command-r', 'Cohere', ["`endpointApiType: 'serverless'`, which does not follow from the route"]],
    [
      'cohere-embed-v3',
      'Cohere',
      ["`endpointApiType: 'serverless'`, which does not follow from the route", '`inputType` in each request'],
    ],
    ['cohere-rerank-v3', 'Cohere', []],
    ['mai-thinking-1', 'MAI-Thinking-1', []],
  ])('of %s is of the family %s and needs %j', (name, family, needs) => {
    expect(suggestFormatter(`azureml:${name}`)).toMatchObject({ known: true, family, needs })
  })

  const names = {
    'gpt-oss': ['fw-gpt-oss-120b', '!xgpt-oss-20b', '!gpt-oss-20bx', '!gpt-oss-b'],
    'GPT-5': [
      'gpt-9',
      'gpt-5.12-mini',
      'gpt-5-nano',
      'gpt-5-chat',
      'o1',
      'o3',
      'o4-mini',
      '!o2',
      '!o1x',
      '!xo1',
      '!gpt-5-mini-x',
      '!xgpt-5',
      '!gpt-10',
    ],
    'GPT-4': [
      'gpt-35-turbo',
      'gpt-35-turbo-16k',
      'gpt-4',
      'gpt-4-32k',
      'gpt-4-turbo',
      'gpt-4o-mini',
      'gpt-4.1',
      'gpt-4.1-mini',
      'gpt-4.1-nano',
      'gpt-4.5-preview',
      '!gpt-4.2',
      '!gpt-35',
      '!gpt-4x',
      '!xgpt-4',
    ],
    DeepSeek: [
      'fw-deepseek-r1',
      'deepseek-v3',
      'deepseek-v3.1',
      'deepseek-r1-0528',
      '!deepseek-x1',
      '!deepseek-r1x',
      '!xdeepseek-r1',
    ],
    Kimi: ['fw-kimi-k2', 'kimi-k2-thinking', '!kimi-k', '!xkimi-k2'],
    Grok: ['grok-3-mini', 'grok-code-fast', '!grok-x', '!xgrok-3'],
    Qwen: ['qwen-7b-chat', 'qwen2.5-7b-instruct', 'qwen3-4b-thinking', '!qwen3', '!qwen33-4b-chat', '!xqwen-7b-chat'],
    Llama: ['meta-llama-3-8b-instruct', 'llama-2-7b-chat', '!llama-3', '!xllama-3-chat'],
    Phi: ['phi-3.5-mini', 'phi-3', 'phi-9-x', '!phi-2', '!phi-10', '!phi-3x', '!xphi-3'],
    Mistral: [
      'mistral-nemo',
      'mistral-medium-2505',
      'mixtral-8x7b-instruct',
      'ministral-3b',
      'magistral-small',
      'codestral-2501',
      'devstral-small',
      'pixtral-large',
      'mistral-8b-x',
      '!mistral-7b',
      '!mistral-largex',
      '!mistral-250',
      '!xmistral-large',
    ],
    Claude: ['claude-sonnet', 'claude-haiku', 'claude-fable', 'claude-mythos', 'claude-3', '!claude-x', '!xclaude-3'],
    Cohere: [
      'cohere-embed-v4',
      'embed-v-4-0',
      '!cohere-embed-x',
      '!embed-v-4-01',
      '!xcohere-command-r',
      '!xcohere-rerank-v3',
    ],
    MAI: ['!mai-thinking-11', '!xmai-thinking-1'],
  }

  it.each(Object.values(names).flat())('is suggested for a name of its family alone: %s', (name) => {
    const known = !name.startsWith('!')
    expect(suggestFormatter(`azureml:${name.replace('!', '')}`).known).toBe(known)
  })

  it.each([
    'meta-llama-meta-llama-3-chat',
    'meta-llama-llama-3-chat',
    'mistralai-mistral-large',
    'microsoft-phi-4',
    'qwen-qwen2-chat',
    'deepseek-ai-deepseek-r1',
    'moonshotai-kimi-k2',
    'openai-gpt-4o',
    'xai-org-grok-3',
    'coherelabs-cohere-command-r',
    'cohereforai-cohere-command-r',
  ])('does not depend on the publisher in front: %s', (name) =>
    expect(suggestFormatter(`azureml:${name}`).known).toBe(true),
  )
})
