import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient, EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { APICallError, generateText } from 'ai'
import type { StepContext, Step } from './step.ts'

/** A call that fails, and the error that the caller gets. */
export const failureStep: Step = {
  name: 'failure',
  shows: "a wrong key: the status, the cause and the remedy, in each client's own error class",
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

async function throughCore({ endpoint, question, show }: StepContext): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    endpointApiKey: 'not-the-key-of-this-endpoint',
    contentFormatter: CustomOpenAIChatContentFormatter,
  })
  try {
    await client.chat({ messages: [{ role: 'user', content: question }] })
  } catch (error) {
    if (!EndpointError.isInstance(error)) throw error
    return show.note(`${error.name} ${error.status}: ${error.message}`)
  }
  throw new Error('The endpoint accepted a wrong key.')
}

async function throughLangChain({ endpoint, question, show }: StepContext): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, endpointApiKey: 'not-the-key-of-this-endpoint' })
  try {
    await model.invoke(question)
  } catch (error) {
    if (!EndpointError.isInstance(error)) throw error
    return show.note(`${error.name} ${error.status}: ${error.message}`)
  }
  throw new Error('The endpoint accepted a wrong key.')
}

async function throughAISDK({ endpoint, question, show }: StepContext): Promise<void> {
  const azureML = createAzureML({ ...endpoint, endpointApiKey: 'not-the-key-of-this-endpoint' })
  try {
    await generateText({ model: azureML(), prompt: question })
  } catch (error) {
    if (!APICallError.isInstance(error)) throw error
    return show.note(`${error.name} ${error.statusCode}: ${error.message}`)
  }
  throw new Error('The endpoint accepted a wrong key.')
}
