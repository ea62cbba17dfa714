// Formatter options, for a deployment with another token-limit parameter and without JSON Schema support.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

// #region options
const contentFormatter = new CustomOpenAIChatContentFormatter({
  maxTokensParameter: 'max_completion_tokens',
  jsonSchema: 'prompt',
})
// #endregion

const client = new AzureMLEndpointClient({ contentFormatter })
const { request } = await client.chat({ messages: [{ role: 'user', content: 'Hello' }], maxTokens: 100 })
console.log(JSON.stringify(request.body))
