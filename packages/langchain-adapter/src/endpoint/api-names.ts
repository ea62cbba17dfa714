import type { ApiNames } from '@azureml-endpoints/core'

/** How errors of core name what LangChain calls something else. */
export const apiNames: ApiNames = {
  wholeAnswer: 'pass `disableStreaming: true`',
  formatterOwner: 'model',
  renamed: {
    'chat()': 'invoke()',
    'embed()': 'AzureMLEmbeddings.embedDocuments()',
    'rerank()': 'AzureMLRerank.rerank()',
    toolChoice: 'tool_choice',
  },
}
