// A streamed answer of OpenAI's Responses API, with a JSON schema and the options that the API alone has.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-resource>.services.ai.azure.com/openai/v1/responses',
  endpointApiKey: 'my-api-key',
  deploymentName: 'my-gpt',
  contentFormatter: OpenAIResponsesContentFormatter,
})
const schema = { type: 'object', properties: { solved: { type: 'boolean' } }, required: ['solved'] }

for await (const { text, usage } of client.stream({
  messages: [{ role: 'user', content: 'Is the Collatz conjecture solved?' }],
  responseFormat: { type: 'json', schema },
  modelKwargs: { text: { verbosity: 'low' } },
})) {
  if (text !== undefined) process.stdout.write(text)
  if (usage !== undefined) console.log('\nTokens:', usage.totalTokens)
}
