// A tool that the model has to call, one call at a time.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
const fileTicket = {
  name: 'file_ticket',
  description: 'Files a support ticket.',
  parameters: { type: 'object', properties: { summary: { type: 'string' } }, required: ['summary'] },
}

const { toolCalls } = await client.chat({
  messages: [{ role: 'user', content: 'My invoice is wrong, and I cannot sign in.' }],
  tools: [fileTicket],
  toolChoice: { name: 'file_ticket' }, // or 'required': any tool; 'none': no tool; 'auto': the model decides
  parallelToolCalls: false,
})
for (const { name, arguments: text } of toolCalls) console.log(name, JSON.parse(text))
