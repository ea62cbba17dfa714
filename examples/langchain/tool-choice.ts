// A tool that the model has to call, one call at a time.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { tool } from '@langchain/core/tools'
import { z } from 'zod'

const fileTicket = tool(({ summary }) => `Filed: ${summary}`, {
  name: 'file_ticket',
  description: 'Files a support ticket.',
  schema: z.object({ summary: z.string() }),
})
const model = new AzureMLChatOnlineEndpoint().bindTools([fileTicket], {
  tool_choice: 'file_ticket', // or 'required' (also 'any'): any tool; 'none': no tool; 'auto': the model decides
  parallelToolCalls: false,
})
const { tool_calls: calls } = await model.invoke('My invoice is wrong, and I cannot sign in.')
for (const { name, args } of calls ?? []) console.log(name, args)
