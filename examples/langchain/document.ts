// A PDF in a message.

import { readFile } from 'node:fs/promises'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage } from '@langchain/core/messages'

const chat = new AzureMLChatOnlineEndpoint()

const message = new HumanMessage({
  contentBlocks: [
    { type: 'text', text: 'How much does it rain in Bergen?' },
    {
      type: 'file',
      data: await readFile(new URL('../core/report.pdf', import.meta.url)),
      mimeType: 'application/pdf',
      metadata: { filename: 'report.pdf' },
    },
  ],
})
console.log((await chat.invoke([message])).text)
