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
import type { ApiType, FormatterSummary } from './contract.ts'

/** A formatter that can be chosen in the playground. */
export interface FormatterChoice {
  readonly summary: FormatterSummary
  readonly formatter: ContentFormatterBase
  /** Where the embedded endpoint speaks this format. */
  readonly paths: Readonly<Partial<Record<ApiType, string>>>
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
  choice('MLflow', textGeneration, MLflowContentFormatter),
  choice('Text Generation Inference', textGeneration, TGIContentFormatter, { dedicated: '/huggingface/generate' }),
  choice('Hugging Face', textGeneration, HFContentFormatter),
  choice('GPT-2', textGeneration, GPT2ContentFormatter),
  choice('Dolly', textGeneration, DollyContentFormatter),
]

function choice(
  label: string,
  packageName: string,
  formatterClass: new () => ContentFormatterBase,
  paths: FormatterChoice['paths'] = { dedicated: '/score', serverless: '/v1/chat/completions' },
): FormatterChoice {
  const formatter = new formatterClass()
  const apiTypes = (['dedicated', 'serverless'] as const).filter((type) => formatter.codecs[type] !== undefined)
  const summary = { name: formatter.name, label, apiTypes, className: formatterClass.name, packageName }
  return { summary, formatter, paths }
}

/** Finds a formatter by its name. */
export function chooseFormatter(name: string): FormatterChoice {
  const found = formatterChoices.find(({ summary }) => summary.name === name)
  if (found) return found
  throw new ConfigurationError(`There is no formatter ${JSON.stringify(name)}.`, { setting: 'contentFormatter' })
}
