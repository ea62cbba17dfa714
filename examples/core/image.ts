// An image in a message, as bytes; an image that the endpoint downloads has a `url` instead.

import { readFile } from 'node:fs/promises'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

const picture = await readFile(new URL('collatz-27.png', import.meta.url))
const content = [
  { type: 'text', text: 'What does this picture show?' },
  { type: 'image', data: picture, mediaType: 'image/png' },
] as const
console.log((await client.chat({ messages: [{ role: 'user', content }] })).text)
