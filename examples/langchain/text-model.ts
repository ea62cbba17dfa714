// A text-completion model, which takes a prompt instead of messages.

import { AzureMLOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { PromptTemplate } from '@langchain/core/prompts'

const llm = new AzureMLOnlineEndpoint({ maxTokens: 60 })
const chain = PromptTemplate.fromTemplate('Write a poem about {topic}.').pipe(llm)
console.log(await chain.invoke({ topic: 'prime numbers' }))
