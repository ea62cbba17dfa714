import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { Output, streamText } from 'ai'
import { z } from 'zod'
import type { StepContext, Step } from './step.ts'

/** An answer in your own format. */
export const structuredStep: Step = {
  name: 'structured',
  shows: 'an answer that matches a schema, validated before you get it',
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

const verdict = z.object({
  solved: z.boolean(),
  confidence: z.enum(['low', 'medium', 'high']),
  years: z.int().min(1).max(200),
})

async function throughCore({ endpoint, question, show }: StepContext): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  const answer = client.stream({
    messages: [{ role: 'user', content: question }],
    responseFormat: { type: 'json', name: 'verdict', schema: z.toJSONSchema(verdict) },
  })
  let json = ''
  for await (const chunk of answer) {
    show.text(chunk.text)
    show.finish(chunk.finishReason)
    show.usage(chunk.usage)
    json += chunk.text ?? ''
  }
  const { solved, confidence, years } = verdict.parse(JSON.parse(json))
  show.note(`solved: ${solved}, confidence: ${confidence}, years: ${years}`)
}

async function throughLangChain({ endpoint, question, show }: StepContext): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, onRequest: show.request })
  const { solved, confidence, years } = await model
    .withStructuredOutput(verdict, { name: 'verdict', method: 'jsonSchema' })
    .invoke(question)
  show.note(`solved: ${solved}, confidence: ${confidence}, years: ${years}`)
}

async function throughAISDK({ endpoint, question, show }: StepContext): Promise<void> {
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const answer = streamText({
    model: azureML(),
    prompt: question,
    output: Output.object({ schema: verdict, name: 'verdict' }),
    onError: () => {},
  })
  for await (const chunk of answer.textStream) show.text(chunk)
  const { solved, confidence, years } = await answer.output
  show.note(`solved: ${solved}, confidence: ${confidence}, years: ${years}`)
}
