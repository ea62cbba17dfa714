/** A family of models, as its names in the catalog show it, and how it is called. */
export interface ModelFamily {
  readonly family: string
  /** The names in the catalog, in lower case and without a publisher in front. */
  readonly names: RegExp
  readonly operation: 'chat' | 'embed' | 'rerank'
  readonly formatter: string
  readonly package: string
  /** The route on a serverless endpoint. */
  readonly route: string
  /** Whether the formatter knows the body of `/score` too. */
  readonly score: boolean
  /** What a caller has to set for this family, in addition to the formatter. */
  readonly needs: readonly string[]
}

const openAI = {
  operation: 'chat',
  formatter: 'CustomOpenAIChatContentFormatter',
  package: '@azureml-endpoints/formatters-openai',
  route: '/v1/chat/completions',
  score: true,
  needs: [],
} as const

const cohere = {
  formatter: 'CohereContentFormatter',
  package: '@azureml-endpoints/formatters-cohere',
  score: false,
  needs: ["`endpointApiType: 'serverless'`, which does not follow from the route"],
} as const

const promptedJson = "`jsonSchema: 'prompt'` for JSON, and `maxTokens` with it"
const completionTokens = "`new CustomOpenAIChatContentFormatter({ maxTokensParameter: 'max_completion_tokens' })`"

/** Words in the name of a model that belongs to a family of chat models, but is none itself, or is not called like one. */
export const otherTasks =
  /(?:^|[-_.])(?:base|embed\w*|rerank\w*|reward|p?rm|\w*guard|classif\w*|detect\w*|image|audio|omni|speech|tts|asr|transcribe|ocr|document|moderation|multi-agent)(?:[-_.]|$)/

/**
 * The families of docs/start/models.md. A name counts only from its beginning, and only in the forms of the catalog: whatever else
 * has a family's name in it (a fine-tuned model, a guard, an embedding model) may have another body format.
 */
export const modelFamilies: readonly ModelFamily[] = [
  { ...openAI, family: 'gpt-oss', names: /^(?:fw-)?gpt-oss-\d+b$/ },
  {
    ...openAI,
    family: 'OpenAI: GPT-5 and later, o-series',
    names: /^(?:gpt-[5-9](?:\.\d+)?(?:-(?:mini|nano|chat|luna|astra))?|o[134](?:-mini)?)$/,
    needs: [completionTokens],
  },
  {
    ...openAI,
    family: 'OpenAI: GPT-4.1 and older',
    names: /^gpt-(?:35-turbo(?:-16k)?|4(?:-32k|-turbo)?|4o(?:-mini)?|4\.[15](?:-mini|-nano|-preview)?)$/,
  },
  { ...openAI, family: 'DeepSeek', names: /^(?:fw-)?deepseek-(?:r\d|v\d)(?:[.-].*)?$/ },
  { ...openAI, family: 'Kimi', names: /^(?:fw-)?kimi-k\d/ },
  { ...openAI, family: 'Grok', names: /^grok-(?:\d|code)/ },
  {
    ...openAI,
    family: 'Qwen',
    names: /^qwen(?:\d(?:\.\d)?)?-.*(?:instruct|chat|thinking)/,
  },
  { ...openAI, family: 'Llama', names: /^(?:meta-)?llama-.*(?:instruct|chat)/ },
  { ...openAI, family: 'Phi', names: /^phi-[3-9](?:\.\d)?(?:-.*)?$/, needs: [promptedJson] },
  {
    ...openAI,
    family: 'Mistral',
    formatter: 'MistralChatContentFormatter',
    names:
      /^(?:mistral|mixtral|ministral|magistral|codestral|devstral|pixtral)-(?:.*instruct|(?:large|medium|small|nemo|\d{4}|3b|8b)(?:-|$))/,
  },
  {
    family: 'Claude',
    names: /^claude-(?:opus|sonnet|haiku|fable|mythos|\d)/,
    operation: 'chat',
    formatter: 'AnthropicContentFormatter',
    package: '@azureml-endpoints/formatters-anthropic',
    route: '/anthropic/v1/messages',
    score: false,
    needs: ['`maxTokens`, in each request or as an option'],
  },
  { ...cohere, family: 'Cohere', operation: 'chat', names: /^cohere-command-/, route: '/v1/chat' },
  {
    ...cohere,
    family: 'Cohere',
    operation: 'embed',
    names: /^(?:cohere-embed-v\d|embed-v-4-0$)/,
    route: '/v1/embed',
    needs: [...cohere.needs, '`inputType` in each request'],
  },
  { ...cohere, family: 'Cohere', operation: 'rerank', names: /^cohere-rerank-/, route: '/v1/rerank', needs: [] },
  { ...openAI, family: 'MAI-Thinking-1', names: /^mai-thinking-1$/, route: '/mai/v1/chat/completions', score: false },
]
