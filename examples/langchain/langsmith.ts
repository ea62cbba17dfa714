// LangSmith: the environment turns tracing on; a short program waits until the traces are sent.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { awaitAllCallbacks } from '@langchain/core/callbacks/promises'

const model = new AzureMLChatOnlineEndpoint({ temperature: 0.2 })
const answer = await model.invoke('Why is the sky blue?', { runName: 'sky', tags: ['demo'], metadata: { user: 'ann' } })
console.log(answer.text)
await awaitAllCallbacks()
