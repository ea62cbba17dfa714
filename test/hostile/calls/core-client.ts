import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { type Client, type ClientCall, lookUp, question } from './client-call.ts'

/** Calls with core's client. */
export const coreClient: Client = (options) => {
  const client = new AzureMLEndpointClient(options)
  return async (call) => {
    try {
      return { answer: await ask(client, call), observed: {} }
    } catch (error) {
      return { error, observed: {} }
    }
  }
}

async function ask(client: AzureMLEndpointClient, { operation, tools, headers, signal }: ClientCall): Promise<unknown> {
  const options = { headers, signal }
  if (operation === 'embed') return client.embed({ values: [question] }, options)
  const request = {
    messages: [{ role: 'user', content: question }],
    ...(tools && { tools: [lookUp] }),
  } as const
  if (operation === 'chat') return client.chat(request, options)
  let first: unknown
  let last: unknown
  for await (const chunk of client.stream(request, options)) {
    first ??= chunk
    last = chunk
  }
  return [first, last]
}
