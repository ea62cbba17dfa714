// A recording as bytes, and a video by its URL.

import { readFile } from 'node:fs/promises'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const recording = await readFile(new URL('beep.wav', import.meta.url))
const content = [
  { type: 'text', text: 'Does this sound occur in the video?' },
  { type: 'audio', data: recording, mediaType: 'audio/wav' },
  { type: 'video', url: 'https://example.org/harbor.mp4' },
] as const
console.log((await client.chat({ messages: [{ role: 'user', content }] })).text)
