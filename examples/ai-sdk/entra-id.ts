// Entra ID instead of a key: managed identity in Azure, your own login on your machine.

import { DefaultAzureCredential } from '@azure/identity'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const azureML = createAzureML({ credential: new DefaultAzureCredential() })
const { text } = await generateText({ model: azureML(), prompt: 'Who am I?' })
console.log(text)
