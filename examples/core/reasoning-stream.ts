// The reasoning and the answer of a stream, separately.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
const messages = [{ role: 'user', content: 'Do I need a coat in Oslo?' }] as const

for await (const { reasoning, text, usage } of client.stream({ messages, reasoningEffort: 'high' })) {
  if (reasoning) process.stdout.write(`(${reasoning})`) // leave this out to hide the thoughts
  if (text) process.stdout.write(text)
  if (usage) console.log(`\n${usage.reasoningTokens ?? 0} tokens for thinking`)
}
