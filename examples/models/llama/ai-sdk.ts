// Llama from the catalog on managed compute, with a limit on the length of the answer, through the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const azureML = createAzureML({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  maxTokensParameter: 'max_tokens',
})
const { text, finishReason } = await generateText({
  model: azureML(),
  instructions: 'Answer in one sentence.',
  prompt: 'Why is the sky blue?',
  maxOutputTokens: 200,
})
console.log(text, finishReason)
