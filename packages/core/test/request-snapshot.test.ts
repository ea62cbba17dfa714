// Loading code on first use must not let what the caller changes in the meantime into a call.
import type { ChatMessage, Tool } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { beforeEach, expect, it, vi } from 'vitest'
import { bodyOf, sse } from './client-of.ts'

const bodies: string[] = []
const tool: Tool = { name: 'pick', parameters: { type: 'object', properties: {} } }

beforeEach(() => {
  vi.resetModules()
  bodies.length = 0
})

async function freshClient(answer: () => Response) {
  const { AzureMLEndpointClient } = await import('@azureml-endpoints/core')
  return new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions',
    endpointApiKey: 'some-key-of-this-test',
    contentFormatter: CustomOpenAIChatContentFormatter,
    fetch: async (_url, init) => {
      bodies.push(String(init?.body))
      return answer()
    },
  })
}

const completion = { choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }] }

it.each(['first', 'second'])('chat() sends what the lists of the request hold at the call: %s call', async (which) => {
  const client = await freshClient(() => Response.json(completion))
  const messages: ChatMessage[] = [{ role: 'user', content: 'One?' }]
  const tools = [tool]
  if (which === 'second') await client.chat({ messages, tools })
  const answer = client.chat({ messages, tools })
  messages.push({ role: 'assistant', content: 'Later.' })
  tools.push({ ...tool, name: 'later' })
  await answer
  expect(bodies.at(-1)).toContain('One?')
  expect(bodies.at(-1)).not.toMatch(/later/i)
})

it('stream() sends what the lists of the request hold when the first chunk is requested', async () => {
  const client = await freshClient(() => {
    const headers = { 'content-type': 'text/event-stream' }
    return new Response(bodyOf([sse({ choices: [{ index: 0, delta: { content: 'Yes.' } }] })]), { headers })
  })
  const messages: ChatMessage[] = [{ role: 'user', content: 'One?' }]
  const chunks = client.stream({ messages, tools: [tool] })[Symbol.asyncIterator]()
  const first = chunks.next()
  messages.push({ role: 'assistant', content: 'Later.' })
  await first
  expect(bodies.at(-1)).not.toMatch(/later/i)
})

it('embed() sends the texts that the request holds at the call', async () => {
  const client = await freshClient(() => Response.json({ data: [{ index: 0, embedding: [0, 1] }] }))
  const values = ['One.']
  const answer = client.embed({ values })
  values.push('Later.')
  await answer
  expect(bodies.at(-1)).not.toMatch(/later/i)
})
