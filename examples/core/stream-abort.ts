// Ending a stream early: leave the loop, or abort a signal. Both close the connection.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
const messages = [{ role: 'user', content: 'Tell me a long story.' }] as const

for await (const { text } of client.stream({ messages })) {
  process.stdout.write(text ?? '')
  if (text?.includes(':')) break
}

const controller = new AbortController()
const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(30_000)])
try {
  for await (const { text } of client.stream({ messages }, { signal })) {
    if (text?.includes(':')) controller.abort() // as a Stop button would
  }
} catch (error) {
  console.log(String(error))
}
