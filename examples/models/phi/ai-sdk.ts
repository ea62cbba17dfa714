// Phi from the catalog: JSON that follows a schema which the deployment itself does not take, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText, Output } from 'ai'
import { z } from 'zod'

const azureML = createAzureML({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  jsonSchema: 'prompt',
})
const person = z.object({ name: z.string(), born: z.number() })

const { output } = await generateText({
  model: azureML(),
  prompt: 'Who wrote the first computer program?',
  output: Output.object({ schema: person }),
  maxOutputTokens: 200,
})
console.log(output.name, output.born)
