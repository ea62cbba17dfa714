import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { type ConnectedEndpoint, connectEndpoint, listEndpoints, suggestFormatter } from '@azureml-endpoints/workspace'
import { generateText } from 'ai'
import type { StepContext, Step } from './step.ts'

/** An endpoint that is known by its name only. */
export const workspaceStep: Step = {
  name: 'workspace',
  shows: 'an endpoint by its name: the workspace lists it, suggests its formatter, and provides its URL and key',
  needsEmulator: true,
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated'], run: throughAISDK },
  ],
}

/** Lists the endpoints of the emulated workspace, and connects to one of them. */
async function connect({ emulator, show }: StepContext): Promise<ConnectedEndpoint> {
  const workspace = {
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    resourceGroupName: 'emulator',
    workspaceName: 'emulator',
    armEndpoint: emulator.url,
    // For Azure, `new DefaultAzureCredential()`, and no `armEndpoint`.
    credential: { getToken: async () => ({ token: 'any', expiresOnTimestamp: Infinity }) },
  }
  for (const { name, provisioningState, authMode, deployments } of await listEndpoints(workspace)) {
    for (const deployment of deployments) {
      const suggestion = suggestFormatter(deployment)
      const formatter = suggestion.known ? suggestion.formatter : 'no known formatter'
      show.note(`${name}/${deployment.name}: ${provisioningState}, auth mode ${authMode}, ${formatter}`)
    }
  }
  return connectEndpoint({ ...workspace, endpointName: 'emulator', deploymentName: 'default' })
}

async function throughCore(context: StepContext): Promise<void> {
  const { question, show } = context
  const client = new AzureMLEndpointClient({
    ...(await connect(context)),
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  const answer = await client.chat({ messages: [{ role: 'user', content: question }] })
  show.text(answer.text)
  show.finish(answer.finishReason)
  show.usage(answer.usage)
}

async function throughLangChain(context: StepContext): Promise<void> {
  const { question, show } = context
  const model = new AzureMLChatOnlineEndpoint({ ...(await connect(context)), onRequest: show.request })
  const answer = await model.invoke(question)
  show.text(answer.text)
  show.finish(answer.response_metadata['finish_reason'])
  show.usage(answer.usage_metadata)
}

async function throughAISDK(context: StepContext): Promise<void> {
  const { question, show } = context
  const azureML = createAzureML({ ...(await connect(context)), onRequest: show.request })
  const answer = await generateText({ model: azureML(), prompt: question })
  show.text(answer.text)
  show.finish(answer.finishReason)
  show.usage(answer.usage)
}
