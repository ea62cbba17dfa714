// LangChain's cache: the same question is answered without a request.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { InMemoryCache } from '@langchain/core/caches'

const chat = new AzureMLChatOnlineEndpoint({ cache: new InMemoryCache() })

const first = await chat.invoke('Why is the sky blue?')
const second = await chat.invoke('Why is the sky blue?')
console.log(first.text === second.text, second.usage_metadata?.total_tokens)
