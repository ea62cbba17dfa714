import type { EndpointOptions } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CohereContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import {
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
  TGIContentFormatter,
} from '@azureml-endpoints/formatters-text-generation'

/** The formatters that read hostile answers. */
export const formatters = {
  openai: CustomOpenAIChatContentFormatter,
  mistral: MistralChatContentFormatter,
  cohere: CohereContentFormatter,
  anthropic: AnthropicContentFormatter,
  dolly: DollyContentFormatter,
  gpt2: GPT2ContentFormatter,
  hf: HFContentFormatter,
  mlflow: MLflowContentFormatter,
  tgi: TGIContentFormatter,
} satisfies Readonly<Record<string, EndpointOptions['contentFormatter']>>

/** The name of a formatter. */
export type FormatterName = keyof typeof formatters
