import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CohereContentFormatter, CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { ConfigurationError, type ContentFormatterBase } from '@azureml-endpoints/core'
import {
  CustomOpenAIChatContentFormatter,
  MistralChatContentFormatter,
  OpenAIResponsesContentFormatter,
} from '@azureml-endpoints/formatters-openai'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
  TGIContentFormatter,
} from '@azureml-endpoints/formatters-text-generation'
import type { ChosenOperation } from '../../contract/operation-contract.ts'
import { type ApiType, apiTypes, type FormatterSummary } from '../../contract/playground-contract.ts'

/** A formatter that can be chosen in the playground. */
export interface FormatterChoice {
  readonly summary: FormatterSummary
  readonly formatter: ContentFormatterBase
  /** The path prefix on the embedded server, if the format is served by an endpoint other than the first. */
  readonly embeddedPrefix: string
}

const openAI = '@azureml-endpoints/formatters-openai'
const textGeneration = '@azureml-endpoints/formatters-text-generation'
const cohere = '@azureml-endpoints/formatters-cohere'
const anthropic = '@azureml-endpoints/formatters-anthropic'

const openAIEmbeddings = { dedicated: '/score', serverless: '/v1/embeddings' }

/** The Messages API requires a maximum, which the form leaves to the deployment unless one is entered. */
const claude = { defaultMaxTokens: 4_000 }

/** Every formatter that can be chosen. */
export const formatterChoices: readonly FormatterChoice[] = [
  choice('OpenAI chat', new CustomOpenAIChatContentFormatter(), {
    packageName: openAI,
    embeddingPaths: openAIEmbeddings,
  }),
  choice('Mistral chat', new MistralChatContentFormatter(), { packageName: openAI, embeddingPaths: openAIEmbeddings }),
  choice('OpenAI completions', new CustomOpenAIContentFormatter(), {
    packageName: textGeneration,
    paths: { dedicated: '/score', serverless: '/v1/completions' },
  }),
  choice('OpenAI Responses', new OpenAIResponsesContentFormatter(), {
    packageName: openAI,
    paths: { serverless: '/openai/v1/responses' },
    deploymentName: 'my-gpt',
  }),
  choice('Claude', new AnthropicContentFormatter(claude), {
    packageName: anthropic,
    paths: { serverless: '/anthropic/v1/messages' },
    options: claude,
    deploymentName: 'my-claude',
  }),
  choice('Cohere v2', new CohereV2ContentFormatter(), {
    packageName: cohere,
    paths: { serverless: '/providers/cohere/v2/chat' },
    embeddingPaths: { serverless: '/providers/cohere/v2/embed' },
    rerankingPaths: { serverless: '/providers/cohere/v2/rerank' },
    deploymentName: 'my-command',
  }),
  choice('Cohere v1', new CohereContentFormatter(), {
    packageName: cohere,
    paths: { serverless: '/v1/chat' },
    embeddingPaths: { serverless: '/v1/embed' },
    rerankingPaths: { serverless: '/v1/rerank' },
  }),
  choice('MLflow', new MLflowContentFormatter(), { packageName: textGeneration }),
  choice('Text Generation Inference', new TGIContentFormatter(), {
    packageName: textGeneration,
    paths: { dedicated: '/generate' },
    embeddedPrefix: '/huggingface',
  }),
  choice('Hugging Face', new HFContentFormatter(), { packageName: textGeneration }),
  choice('GPT-2', new GPT2ContentFormatter(), { packageName: textGeneration }),
  choice('Dolly', new DollyContentFormatter(), { packageName: textGeneration }),
]

/** What a formatter does not tell about itself. */
type Details = Pick<
  FormatterSummary,
  'packageName' | 'options' | 'deploymentName' | 'embeddingPaths' | 'rerankingPaths'
> &
  Partial<Pick<FormatterSummary, 'paths'> & Pick<FormatterChoice, 'embeddedPrefix'>>

function choice(
  label: string,
  formatter: ContentFormatterBase,
  { embeddedPrefix = '', paths = { dedicated: '/score', serverless: '/v1/chat/completions' }, ...details }: Details,
): FormatterChoice {
  const { name, constructor } = formatter
  const supported = apiTypes.filter((type) => formatter.codecs[type] !== undefined)
  const summary = { ...details, name, label, apiTypes: supported, paths, className: constructor.name }
  return { summary, formatter, embeddedPrefix }
}

/** Returns the path of an operation. @throws ConfigurationError if the format does not have it. */
export function pathOf(summary: FormatterSummary, apiType: ApiType, operation: ChosenOperation): string {
  const { paths, embeddingPaths, rerankingPaths, label } = summary
  if (operation === 'chat') return paths[apiType] ?? '/score' // The formatter rejects an API type that it does not support.
  const path = (operation === 'embeddings' ? embeddingPaths : rerankingPaths)?.[apiType]
  if (path !== undefined) return path
  throw new ConfigurationError(`${label} has no ${operation} on ${apiType} endpoints. Select another formatter.`, {
    setting: 'contentFormatter',
  })
}

/** Finds a formatter by its name. */
export function findFormatter(name: string): FormatterChoice {
  const found = formatterChoices.find(({ summary }) => summary.name === name)
  if (found) return found
  throw new ConfigurationError(`There is no formatter ${JSON.stringify(name)}.`, { setting: 'contentFormatter' })
}
