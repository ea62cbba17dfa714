// A PDF in a message.

import { readFile } from 'node:fs/promises'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const report = await readFile(new URL('report.pdf', import.meta.url))
const content = [
  { type: 'text', text: 'How much does it rain in Bergen?' },
  { type: 'file', data: report, mediaType: 'application/pdf', filename: 'report.pdf' },
] as const
console.log((await client.chat({ messages: [{ role: 'user', content }] })).text)
