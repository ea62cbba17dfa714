// The program that the tests beside it cover.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

/** Summarizes a text in one sentence, with the model at the given URL. */
export async function summarize(endpointUrl: string, text: string): Promise<string> {
  const client = new AzureMLEndpointClient({
    endpointUrl,
    endpointApiKey: 'my-api-key',
    contentFormatter: CustomOpenAIChatContentFormatter,
  })
  const answer = await client.chat({ messages: [{ role: 'user', content: `Summarize in one sentence:\n${text}` }] })
  return answer.text
}
