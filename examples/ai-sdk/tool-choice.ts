// A tool that the model has to call, one call at a time. Without `execute`, your own code handles the call.

import { azureML, type AzureMLLanguageModelOptions } from '@azureml-endpoints/ai-sdk-provider'
import { generateText, tool } from 'ai'
import { z } from 'zod'

const { toolCalls } = await generateText({
  model: azureML(),
  prompt: 'My invoice is wrong, and I cannot sign in.',
  tools: {
    file_ticket: tool({ description: 'Files a support ticket.', inputSchema: z.object({ summary: z.string() }) }),
  },
  toolChoice: { type: 'tool', toolName: 'file_ticket' }, // or 'required', 'none', 'auto'
  providerOptions: { azureML: { parallelToolCalls: false } satisfies AzureMLLanguageModelOptions },
})
for (const { toolName, input } of toolCalls) console.log(toolName, input)
