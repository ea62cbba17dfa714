// Entra ID instead of a key: managed identity in Azure, your own login on your machine.

import { DefaultAzureCredential } from '@azure/identity'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const model = new AzureMLChatOnlineEndpoint({ credential: new DefaultAzureCredential() })
console.log((await model.invoke('Who am I?')).text)
