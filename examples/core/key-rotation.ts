// A key read from a secret store before every attempt, so that you can rotate it without a restart.

import { readFile } from 'node:fs/promises'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({
  endpointApiKey: async () =>
    (await readFile(process.env['AZUREML_KEY_FILE'] ?? '/run/secrets/azureml', 'utf8')).trim(),
  contentFormatter: CustomOpenAIChatContentFormatter,
})
console.log((await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })).text)
