// The three error classes, by who has to act.

import { AzureMLEndpointClient, ConfigurationError, EndpointError, FormatError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

try {
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://<your-endpoint>.<your_region>.inference.ml.azure.com/score',
    endpointApiKey: 'not-the-key-of-this-endpoint',
    contentFormatter: CustomOpenAIChatContentFormatter,
  })
  await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })
} catch (error) {
  if (ConfigurationError.isInstance(error)) console.log('Fix', error.setting, error.message)
  else if (EndpointError.isInstance(error)) console.log('Theirs:', error.status, error.retryable, error.message)
  else if (FormatError.isInstance(error)) console.log('The formatter does not fit:', error.formatter, error.payload)
  else throw error
}
