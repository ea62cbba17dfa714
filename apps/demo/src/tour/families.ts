import { AzureMLEndpointClient, type EndpointOptions } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { MistralChatContentFormatter, OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
} from '@azureml-endpoints/formatters-text-generation'
import type { StepContext, Step } from './step.ts'

/** The same question in the formats of other model families. */
export const familiesStep: Step = {
  name: 'families',
  shows: 'other model families, each with its own formatter: compare the bodies to see which one a deployment accepts',
  needsEmulator: true,
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated'], run: onDedicated },
    { entryPoint: 'core', apiTypes: ['serverless'], run: onServerless },
  ],
}

async function onDedicated({ endpoint, question, show }: StepContext): Promise<void> {
  const families = [
    MistralChatContentFormatter,
    new CustomOpenAIContentFormatter({ chatTemplate: 'llama3' }),
    new MLflowContentFormatter(),
    new HFContentFormatter({ chatTemplate: 'chatml' }),
    new GPT2ContentFormatter(),
    new DollyContentFormatter(),
  ]
  for (const contentFormatter of families) {
    const client = new AzureMLEndpointClient({ ...endpoint, contentFormatter, onRequest: show.request })
    const answer = await client.chat({ messages: [{ role: 'user', content: question }], maxTokens: 30 })
    show.note(answer.text)
  }
}

async function onServerless(context: StepContext): Promise<void> {
  await throughCompletions(context)
  for (const family of foundryFamilies) await throughRoute(context, family)
}

/** Families that Foundry serves on routes of their own. */
const foundryFamilies = [
  {
    path: '/providers/cohere/v2/chat',
    deploymentName: 'my-command',
    contentFormatter: CohereV2ContentFormatter,
  },
  { path: '/anthropic/v1/messages', deploymentName: 'my-claude', contentFormatter: AnthropicContentFormatter },
  { path: '/openai/v1/responses', deploymentName: 'my-gpt', contentFormatter: OpenAIResponsesContentFormatter },
]

async function throughCompletions({ endpoint, emulator, question, show }: StepContext): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    endpointUrl: `${emulator.url}/v1/completions`,
    contentFormatter: new CustomOpenAIContentFormatter({ chatTemplate: 'llama3' }),
    onRequest: show.request,
  })
  for await (const chunk of client.stream({ messages: [{ role: 'user', content: question }], maxTokens: 60 })) {
    show.text(chunk.text)
    show.finish(chunk.finishReason)
    show.usage(chunk.usage)
  }
}

async function throughRoute(
  { endpoint, emulator, question, show }: StepContext,
  { path, ...family }: Pick<EndpointOptions, 'contentFormatter' | 'deploymentName'> & { readonly path: string },
): Promise<void> {
  const endpointUrl = `${emulator.url}${path}`
  const client = new AzureMLEndpointClient({ ...endpoint, ...family, endpointUrl, onRequest: show.request })
  for await (const chunk of client.stream({ messages: [{ role: 'user', content: question }], maxTokens: 60 })) {
    show.text(chunk.text)
  }
}
