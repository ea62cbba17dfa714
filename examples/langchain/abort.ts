// Ending an answer early: the connection closes, so that the endpoint can stop generating.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const chat = new AzureMLChatOnlineEndpoint()

for await (const chunk of await chat.stream('Tell me a long story.')) {
  process.stdout.write(chunk.text)
  if (chunk.text.includes(':')) break
}

const controller = new AbortController()
const events = chat.streamEvents('Tell me a long story.', { signal: controller.signal })
try {
  for await (const text of events.text) {
    if (text.includes(':')) controller.abort()
  }
} catch (error) {
  console.log(String(error))
}
