// Token usage of a whole answer and of a streamed one, and log probabilities.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import type { AIMessageChunk } from '@langchain/core/messages'

const chat = new AzureMLChatOnlineEndpoint()

const answer = await chat.invoke('Why is the sky blue?', { maxTokens: 100 })
console.log(answer.usage_metadata, answer.response_metadata['finish_reason'])

let whole: AIMessageChunk | undefined
for await (const chunk of await chat.stream('Why is the sky blue?')) whole = whole?.concat(chunk) ?? chunk
console.log(whole?.usage_metadata?.total_tokens)
