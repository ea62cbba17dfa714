import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient, EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { APICallError, generateText } from 'ai'
import type { Stage, Step } from './step.ts'

/** A call that fails, and what one is told. */
export const failureStep: Step = {
  name: 'failure',
  shows: 'a wrong key: the status, the cause and what to do about it, in the error that each way in has',
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

async function throughCore({ endpoint, question, show }: Stage): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    endpointApiKey: 'not-the-key-of-this-endpoint',
    contentFormatter: CustomOpenAIChatContentFormatter,
  })
  try {
    await client.chat({ messages: [{ role: 'user', content: question }] })
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    return show.note(`${error.name} ${error.status}: ${error.message}`)
  }
  throw new Error('The endpoint let anybody in.')
}

async function throughLangChain({ endpoint, question, show }: Stage): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, endpointApiKey: 'not-the-key-of-this-endpoint' })
  try {
    await model.invoke(question)
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    return show.note(`${error.name} ${error.status}: ${error.message}`)
  }
  throw new Error('The endpoint let anybody in.')
}

async function throughAISDK({ endpoint, question, show }: Stage): Promise<void> {
  const azureML = createAzureML({ ...endpoint, endpointApiKey: 'not-the-key-of-this-endpoint' })
  try {
    await generateText({ model: azureML(), prompt: question })
  } catch (error) {
    if (!APICallError.isInstance(error)) throw error
    return show.note(`${error.name} ${error.statusCode}: ${error.message}`)
  }
  throw new Error('The endpoint let anybody in.')
}
