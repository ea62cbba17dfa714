import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { Stage, Step } from './step.ts'

/** The same question, whatever the endpoint. */
export const questionStep: Step = {
  name: 'question',
  shows: 'the same question, asked on a dedicated and on a serverless endpoint',
  runs: [{ entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore }],
}

async function throughCore({ endpoint, question, show }: Stage): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  const answer = client.stream({ messages: [{ role: 'user', content: question }], maxTokens: 512 })
  for await (const chunk of answer) {
    show.text(chunk.text)
    show.finish(chunk.finishReason)
    show.usage(chunk.usage)
  }
}
