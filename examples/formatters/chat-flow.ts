// A chat flow of prompt flow: a question with its history in, the answer and the flow's other outputs out.

import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
import { PromptFlowContentFormatter } from '@azureml-endpoints/formatters-text-generation'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
  endpointApiKey: 'my-api-key',
  contentFormatter: new PromptFlowContentFormatter({ chatInput: 'question', chatOutput: 'answer' }),
})
const messages: ChatMessage[] = [{ role: 'user', content: 'Why is the sky blue?' }]
const { text, raw } = await client.chat({ messages })
console.log(text, raw)

messages.push({ role: 'assistant', content: text }, { role: 'user', content: 'And at sunset?' })
for await (const chunk of client.stream({ messages })) process.stdout.write(chunk.text ?? '')
