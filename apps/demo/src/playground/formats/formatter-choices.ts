import { CohereContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { ConfigurationError, type ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
  TGIContentFormatter,
} from '@azureml-endpoints/formatters-text-generation'
import type { FormatterSummary } from '../../contract/playground-contract.ts'

/** A formatter that can be chosen in the playground. */
export interface FormatterChoice {
  readonly summary: FormatterSummary
  readonly formatter: ContentFormatterBase
  /** The path prefix on the embedded server, if the format is served by an endpoint other than the first. */
  readonly embeddedPrefix: string
}

const textGeneration = '@azureml-endpoints/formatters-text-generation'
const openAI = '@azureml-endpoints/formatters-openai'

/** Every formatter that can be chosen. */
export const formatterChoices: readonly FormatterChoice[] = [
  choice('OpenAI chat', openAI, CustomOpenAIChatContentFormatter),
  choice('Mistral chat', openAI, MistralChatContentFormatter),
  choice('OpenAI completions', textGeneration, CustomOpenAIContentFormatter, {
    dedicated: '/score',
    serverless: '/v1/completions',
  }),
  choice('Cohere chat', '@azureml-endpoints/formatters-cohere', CohereContentFormatter, { serverless: '/v1/chat' }),
  choice('MLflow', textGeneration, MLflowContentFormatter),
  choice('Text Generation Inference', textGeneration, TGIContentFormatter, { dedicated: '/generate' }, '/huggingface'),
  choice('Hugging Face', textGeneration, HFContentFormatter),
  choice('GPT-2', textGeneration, GPT2ContentFormatter),
  choice('Dolly', textGeneration, DollyContentFormatter),
]

function choice(
  label: string,
  packageName: string,
  formatterClass: new () => ContentFormatterBase,
  paths: FormatterSummary['paths'] = { dedicated: '/score', serverless: '/v1/chat/completions' },
  embeddedPrefix = '',
): FormatterChoice {
  const formatter = new formatterClass()
  const apiTypes = (['dedicated', 'serverless'] as const).filter((type) => formatter.codecs[type] !== undefined)
  const summary = { name: formatter.name, label, apiTypes, paths, className: formatterClass.name, packageName }
  return { summary, formatter, embeddedPrefix }
}

/** Finds a formatter by its name. */
export function findFormatter(name: string): FormatterChoice {
  const found = formatterChoices.find(({ summary }) => summary.name === name)
  if (found) return found
  throw new ConfigurationError(`There is no formatter ${JSON.stringify(name)}.`, { setting: 'contentFormatter' })
}
