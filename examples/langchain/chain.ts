// A prompt, a model and an output parser in one chain.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'

const prompt = ChatPromptTemplate.fromMessages([
  ['system', 'Write in the style of {author}.'],
  ['human', 'Write a {words} word essay about {topic}.'],
])
const chain = prompt.pipe(new AzureMLChatOnlineEndpoint({ maxTokens: 800 })).pipe(new StringOutputParser())

console.log(await chain.invoke({ author: 'Ada Lovelace', words: 100, topic: 'how to make friends' }))
