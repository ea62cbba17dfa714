// An image in a message, as bytes; one that the endpoint downloads itself has a URL as its data.

import { readFile } from 'node:fs/promises'
import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const { text } = await generateText({
  model: azureML(),
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What does this picture show?' },
        {
          type: 'file',
          mediaType: 'image/png',
          data: await readFile(new URL('../core/collatz-27.png', import.meta.url)),
          providerOptions: { azureML: { imageDetail: 'low' } },
        },
      ],
    },
  ],
})
console.log(text)
