// Which error was it? LangChain's own kinds, and the classes of this library, which tell who has to act.

import { AzureMLChatOnlineEndpoint, ConfigurationError, EndpointError } from '@azureml-endpoints/langchain-adapter'
import { ContextOverflowError } from '@langchain/core/errors'

const chat = new AzureMLChatOnlineEndpoint({ maxRetries: 0 })

for (const text of ['A very long text …', 'Hello']) {
  try {
    await chat.invoke(text)
  } catch (error) {
    if (ContextOverflowError.isInstance(error)) console.log('Shorten the conversation.')
    else if (EndpointError.isInstance(error)) console.log(error.status, error.retryable, error.message)
    else if (ConfigurationError.isInstance(error)) console.log('Change', error.setting, error.message)
    else throw error
  }
}
