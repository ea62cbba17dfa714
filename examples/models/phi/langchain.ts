// Phi from the catalog: JSON that follows a schema which the deployment itself does not take, through LangChain.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { z } from 'zod'

const phi = new AzureMLChatOnlineEndpoint({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  jsonSchema: 'prompt',
  maxTokens: 200,
})
const person = z.object({ name: z.string(), born: z.number() })

const answer = phi.withStructuredOutput(person, { method: 'jsonSchema' })
const { name, born } = await answer.invoke('Who wrote the first computer program?')
console.log(name, born)
