// A spoken answer, from a model that speaks.

import { writeFile } from 'node:fs/promises'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const { audio } = await client.chat({
  messages: [{ role: 'user', content: 'Say good morning.' }],
  modelKwargs: { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } },
})
await writeFile(process.env['SPEECH_FILE'] ?? 'good-morning.wav', Buffer.from(audio?.data ?? '', 'base64'))
console.log(audio?.transcript)
