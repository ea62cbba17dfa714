// What the deployed model can do: LangChain's agents and middleware ask the profile.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAgent, summarizationMiddleware } from 'langchain'
import { z } from 'zod'

const model = new AzureMLChatOnlineEndpoint({
  profile: { maxInputTokens: 128_000, structuredOutput: true, imageInputs: true },
})
const agent = createAgent({
  model,
  tools: [],
  responseFormat: z.object({ city: z.string() }), // a JSON schema in the request, because of structuredOutput
  middleware: [summarizationMiddleware({ model, trigger: { fraction: 0.8 }, keep: { messages: 10 } })],
})

const { structuredResponse } = await agent.invoke({ messages: [{ role: 'user', content: 'Where is the Louvre?' }] })
console.log(structuredResponse.city)
