// An endpoint by its name: its URL and key come from the workspace.

import { DefaultAzureCredential } from '@azure/identity'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { connectEndpoint } from '@azureml-endpoints/workspace'

const endpoint = await connectEndpoint({ endpointName: 'collatz', credential: new DefaultAzureCredential() })
const client = new AzureMLEndpointClient({ ...endpoint, contentFormatter: CustomOpenAIChatContentFormatter })
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Will the Collatz conjecture be solved?' }] })
console.log(text)
