// A formatter in a client, without an endpoint: `fakeFetch` answers with a recorded stream.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import { ReplyContentFormatter } from './reply-formatter.ts'

const client = new AzureMLEndpointClient({
  endpointUrl: 'https://my-model.eastus2.inference.ml.azure.com/score',
  endpointApiKey: 'any',
  contentFormatter: ReplyContentFormatter,
  fetch: fakeFetch(sse([{ reply: 'To the' }, { reply: ' south.' }])),
})
const messages = [{ role: 'user', content: 'Where to?' }] as const
for await (const { text } of client.stream({ messages })) process.stdout.write(text ?? '')
