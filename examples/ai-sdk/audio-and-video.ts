// A recording as bytes, and a video by its URL.

import { readFile } from 'node:fs/promises'
import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const recording = await readFile(new URL('../core/beep.wav', import.meta.url))
const { text } = await generateText({
  model: azureML(),
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Does this sound occur in the video?' },
        { type: 'file', mediaType: 'audio/wav', data: recording },
        { type: 'file', mediaType: 'video/mp4', data: new URL('https://example.org/harbor.mp4') },
      ],
    },
  ],
})
console.log(text)
