// Streaming, as text and as chat model events.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'

const chat = new AzureMLChatOnlineEndpoint()

for await (const chunk of await chat.stream('Will the Collatz conjecture ever be solved?')) {
  process.stdout.write(chunk.text)
}

const events = chat.streamEvents('Why is the sky blue?')
for await (const text of events.text) process.stdout.write(text)
console.log((await events.usage)?.total_tokens)
