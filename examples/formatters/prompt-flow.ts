// A formatter of your own in core, LangChain and the AI SDK.

import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { generateText } from 'ai'
import { PromptFlowFormatter } from './prompt-flow-formatter.ts'

const question = 'Will the Collatz conjecture ever be solved?'

const client = new AzureMLEndpointClient({ contentFormatter: PromptFlowFormatter })
for await (const { text } of client.stream({ messages: [{ role: 'user', content: question }] })) {
  process.stdout.write(text ?? '')
}

const chat = new AzureMLChatOnlineEndpoint({ contentFormatter: PromptFlowFormatter })
console.log((await chat.invoke(question)).text)

const azureML = createAzureML({ contentFormatter: PromptFlowFormatter })
console.log((await generateText({ model: azureML(), prompt: question })).text)
