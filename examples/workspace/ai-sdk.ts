// An endpoint by its name, in the AI SDK.

import { DefaultAzureCredential } from '@azure/identity'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { connectEndpoint } from '@azureml-endpoints/workspace'
import { generateText } from 'ai'

const endpoint = await connectEndpoint({ endpointName: 'collatz', credential: new DefaultAzureCredential() })
const azureML = createAzureML(endpoint)
const { text } = await generateText({ model: azureML(), prompt: 'Will the Collatz conjecture be solved?' })
console.log(text)
