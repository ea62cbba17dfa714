// A question, with a streamed answer.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  endpointApiKey: process.env['AZUREML_ENDPOINT_API_KEY'],
  contentFormatter: CustomOpenAIChatContentFormatter,
})

const messages = [{ role: 'user', content: 'Will the Collatz conjecture ever be solved?' }] as const
for await (const chunk of client.stream({ messages, maxTokens: 512 })) process.stdout.write(chunk.text ?? '')
