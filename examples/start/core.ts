// The first program: a streamed answer from the endpoint that the environment names.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })
const messages = [{ role: 'user', content: 'Will the Collatz conjecture ever be solved?' }] as const
for await (const { text } of client.stream({ messages })) process.stdout.write(text ?? '')
