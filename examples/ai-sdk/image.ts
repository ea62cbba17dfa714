// An image in a message, by its URL; bytes, or their base64, can be the data as well.

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
          data: new URL('https://pictures.example/collatz.png'),
          providerOptions: { azureML: { imageDetail: 'low' } },
        },
      ],
    },
  ],
})
console.log(text)
