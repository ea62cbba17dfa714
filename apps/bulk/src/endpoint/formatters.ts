import { ConfigurationError, type ContentFormatterBase } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CohereContentFormatter, CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import * as openai from '@azureml-endpoints/formatters-openai'
import * as text from '@azureml-endpoints/formatters-text-generation'
import type { OperationName } from '../items/item.ts'

/** All formatters by name. They are classes, because a deprecated formatter warns when it is created. */
const formatters: Readonly<Record<string, new () => ContentFormatterBase>> = {
  openai: openai.CustomOpenAIChatContentFormatter,
  llama: openai.LlamaChatContentFormatter,
  mistral: openai.MistralChatContentFormatter,
  'openai-responses': openai.OpenAIResponsesContentFormatter,
  anthropic: AnthropicContentFormatter,
  cohere: CohereContentFormatter,
  'cohere-v2': CohereV2ContentFormatter,
  'openai-completions': text.CustomOpenAIContentFormatter,
  'llama-completions': text.LlamaContentFormatter,
  dolly: text.DollyContentFormatter,
  gpt2: text.GPT2ContentFormatter,
  oss: text.OSSContentFormatter,
  huggingface: text.HFContentFormatter,
  mlflow: text.MLflowContentFormatter,
  'prompt-flow': text.PromptFlowContentFormatter,
  tgi: text.TGIContentFormatter,
}

/**
 * Finds the formatter for an operation, by its name or the name of its class. Without a name it is OpenAI's, or Cohere's to
 * rerank.
 */
export function formatterFor(operation: OperationName, name: string | undefined): new () => ContentFormatterBase {
  if (name === undefined)
    return operation === 'rerank' ? CohereV2ContentFormatter : openai.CustomOpenAIChatContentFormatter
  const found = Object.hasOwn(formatters, name)
    ? formatters[name]
    : Object.values(formatters).find(({ name: className }) => className === name)
  if (found !== undefined) return found
  const names = Object.keys(formatters).join(', ')
  throw new ConfigurationError(`There is no formatter "${name}". The formatters are ${names}.`, {
    setting: 'formatter',
  })
}
