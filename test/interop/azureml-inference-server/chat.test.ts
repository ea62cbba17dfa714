import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter as contentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage } from '@langchain/core/messages'
import { generateText } from 'ai'
import { expect, it } from 'vitest'
import { useScript } from './use-script.ts'

const server = useScript('chat')
const question = 'Grüße, "世界"\n\\ 🙂'
const answer = `1 messages, the last: ${question}`
const options = () => ({ endpointUrl: `${server().url}/score`, endpointApiKey: 'any', contentFormatter })

it('answers core', async () => {
  const client = new AzureMLEndpointClient(options())
  const { text } = await client.chat({ messages: [{ role: 'user', content: question }] })
  expect(text).toBe(answer)
})

it('answers LangChain', async () => {
  const { text } = await new AzureMLChatOnlineEndpoint(options()).invoke([new HumanMessage(question)])
  expect(text).toBe(answer)
})

it('answers the AI SDK', async () => {
  const { text } = await generateText({ model: createAzureML(options())(), prompt: question })
  expect(text).toBe(answer)
})
