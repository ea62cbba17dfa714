// An endpoint by its name, in LangChain.js.

import { DefaultAzureCredential } from '@azure/identity'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { connectEndpoint } from '@azureml-endpoints/workspace'

const endpoint = await connectEndpoint({ endpointName: 'collatz', credential: new DefaultAzureCredential() })
const model = new AzureMLChatOnlineEndpoint({ ...endpoint, temperature: 0.2 })
const { text } = await model.invoke('Will the Collatz conjecture be solved?')
console.log(text)
