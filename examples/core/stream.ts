// A stream: the text as it arrives, the finish reason and the usage at the end.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const messages = [{ role: 'user', content: 'Will the Collatz conjecture ever be solved?' }] as const
for await (const { text, finishReason, usage } of client.stream({ messages })) {
  if (text) process.stdout.write(text)
  if (finishReason) console.log(`\n${finishReason}`)
  if (usage) console.log(usage.totalTokens, 'tokens')
}
