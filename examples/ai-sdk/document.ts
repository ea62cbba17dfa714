// A PDF in a message.

import { readFile } from 'node:fs/promises'
import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const report = await readFile(new URL('../core/report.pdf', import.meta.url))
const { text } = await generateText({
  model: azureML(),
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'How much does it rain in Bergen?' },
        { type: 'file', mediaType: 'application/pdf', data: report, filename: 'report.pdf' },
      ],
    },
  ],
})
console.log(text)
