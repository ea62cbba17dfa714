// Llama from the catalog on managed compute, with a limit on the length of the answer.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  contentFormatter: new CustomOpenAIChatContentFormatter({ maxTokensParameter: 'max_tokens' }),
})
const { text, finishReason } = await client.chat({
  messages: [
    { role: 'system', content: 'Answer in one sentence.' },
    { role: 'user', content: 'Why is the sky blue?' },
  ],
  maxTokens: 200,
})
console.log(text, finishReason)
