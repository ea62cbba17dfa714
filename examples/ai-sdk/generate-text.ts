// A first call, with the endpoint from the environment.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const { text } = await generateText({ model: azureML(), prompt: 'Will the Collatz conjecture ever be solved?' })
console.log(text)
