// A recording as bytes, and a video by its URL.

import { readFile } from 'node:fs/promises'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage } from '@langchain/core/messages'

const chat = new AzureMLChatOnlineEndpoint()

const message = new HumanMessage({
  contentBlocks: [
    { type: 'text', text: 'Does this sound occur in the video?' },
    { type: 'audio', data: await readFile(new URL('../core/beep.wav', import.meta.url)), mimeType: 'audio/wav' },
    { type: 'video', url: 'https://example.org/harbor.mp4' },
  ],
})
console.log((await chat.invoke([message])).text)
