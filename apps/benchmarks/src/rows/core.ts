import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { endpointOf } from './endpoint-of.ts'
import { type Model, noteSchema, type Row } from './row.ts'

const tools = [{ name: 'write_note', parameters: noteSchema }]

/** The client of `@azureml-endpoints/core`. */
export const core: Row = { open: (baseUrl) => coreModel(baseUrl) }

/** The client over `node:http`. */
export const coreOverNode: Row = { open: (baseUrl) => coreModel(baseUrl, nodeFetch) }

function coreModel(baseUrl: string, fetchNow?: typeof fetch): Model {
  const client = new AzureMLEndpointClient({ ...endpointOf(baseUrl), fetch: fetchNow })
  return {
    call: async (messages) => (await client.chat({ messages })).text,
    async stream(messages, onText) {
      for await (const { text } of client.stream({ messages })) if (text !== undefined) onText(text)
    },
    async callTool(messages) {
      let json = ''
      for await (const { toolCalls } of client.stream({ messages, tools })) json += toolCalls?.[0]?.arguments ?? ''
      return JSON.parse(json)
    },
  }
}
