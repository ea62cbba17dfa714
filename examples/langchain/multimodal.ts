// Images in a message, by URL or by their bytes.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage } from '@langchain/core/messages'

const chat = new AzureMLChatOnlineEndpoint()

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
const message = new HumanMessage({
  contentBlocks: [
    { type: 'text', text: 'What differs between these images?' },
    { type: 'image', url: 'https://example.org/puffin.jpg' },
    { type: 'image', mimeType: 'image/png', data: pixel }, // base64, or a Uint8Array
  ],
})
console.log((await chat.invoke([message])).text)
