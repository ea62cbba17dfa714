// What a Python program with `AzureMLChatOnlineEndpoint` becomes: a call, a stream, and a chain.

import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint, AzureMLEndpointApiType } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage, SystemMessage } from '@langchain/core/messages'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'

const chat = new AzureMLChatOnlineEndpoint({
  endpointUrl: process.env['AZUREML_ENDPOINT_URL'],
  endpointApiType: AzureMLEndpointApiType.serverless,
  endpointApiKey: process.env['AZUREML_ENDPOINT_API_KEY'],
  deploymentName: 'my-llama',
  contentFormatter: CustomOpenAIChatContentFormatter,
  modelKwargs: { temperature: 0.8 },
})

const question = new HumanMessage('Will the Collatz conjecture ever be solved?')
const answer = await chat.invoke([new SystemMessage('Be brief.'), question], { maxTokens: 512 })
console.log(answer.text)

for await (const chunk of await chat.stream([question])) process.stdout.write(chunk.text)

const prompt = ChatPromptTemplate.fromMessages([
  ['system', 'Write in the style of {author}.'],
  ['human', 'Write an essay about {topic}.'],
])
const chain = prompt.pipe(chat).pipe(new StringOutputParser())
console.log(await chain.invoke({ author: 'Ada Lovelace', topic: 'prime numbers' }))
