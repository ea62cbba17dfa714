// Phi from the catalog: JSON that follows a schema which the deployment itself does not take.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { z } from 'zod'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  contentFormatter: new CustomOpenAIChatContentFormatter({ jsonSchema: 'prompt' }),
})
const person = z.object({ name: z.string(), born: z.number() })

const { text } = await client.chat({
  messages: [{ role: 'user', content: 'Who wrote the first computer program?' }],
  responseFormat: { type: 'json', schema: z.toJSONSchema(person) },
  maxTokens: 200,
})
const { name, born } = person.parse(JSON.parse(text))
console.log(name, born)
