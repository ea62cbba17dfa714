// A model's reasoning, separate from its answer.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const { reasoningText, text } = await generateText({
  model: azureML(),
  prompt: 'Will the Collatz conjecture ever be solved?',
  reasoning: 'low',
})
console.log('thought:', reasoningText)
console.log('said:', text)
