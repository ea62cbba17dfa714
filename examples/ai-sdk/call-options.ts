// Options of one call, and what the endpoint tells about its answer.

import { azureML, type AzureMLLanguageModelOptions } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const { finalStep } = await generateText({
  model: azureML(),
  prompt: 'Will the Collatz conjecture ever be solved?',
  temperature: 0.2,
  providerOptions: {
    azureML: { user: 'user-17', modelKwargs: { min_p: 0.1 } } satisfies AzureMLLanguageModelOptions,
  },
})
console.log(finalStep.providerMetadata?.['azureML']?.['requestId'])
