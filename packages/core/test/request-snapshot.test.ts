// Loading code on first use must not let what the caller changes in the meantime into a call.
import type { ChatMessage, ContentFormatterBase, Tool } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { beforeEach, expect, it, vi } from 'vitest'
import { bodyOf, sse } from './client-of.ts'

const bodies: string[] = []
const tool: Tool = { name: 'pick', parameters: { type: 'object', properties: {} } }

beforeEach(() => {
  vi.resetModules()
  bodies.length = 0
})

async function freshClient(
  answer: () => Response,
  contentFormatter: new () => ContentFormatterBase = CustomOpenAIChatContentFormatter,
) {
  const { AzureMLEndpointClient } = await import('@azureml-endpoints/core')
  return new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions',
    endpointApiKey: 'some-key-of-this-test',
    contentFormatter,
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

it.each(['first', 'second'])('embed() sends the texts that the request holds at the call: %s call', async (which) => {
  const client = await freshClient(() => Response.json({ data: [{ index: 0, embedding: [0, 1] }] }))
  const values = ['One.']
  if (which === 'second') await client.embed({ values })
  const answer = client.embed({ values })
  values.push('Later.')
  await expect(answer).resolves.toMatchObject({ embeddings: [[0, 1]] })
  expect(bodies.at(-1)).not.toMatch(/later/i)
})

it('chat() checks what it sends, not what the caller has changed since', async () => {
  const client = await freshClient(() => Response.json(completion))
  const messages: ChatMessage[] = [{ role: 'user', content: 'One?' }]
  const answer = client.chat({ messages, tools: [tool] })
  messages.length = 0
  await expect(answer).resolves.toMatchObject({ text: 'Yes.' })
})

it('the formatter gets every field of the request, also under a symbol', async () => {
  const mark = Symbol('mark')
  const requests: object[] = []
  class Marked extends CustomOpenAIChatContentFormatter {
    override readonly codecs = {
      ...new CustomOpenAIChatContentFormatter().codecs,
      serverless: { ...parts, formatRequest: (request: object) => requests.push(request) && { messages: [] } },
    }
  }
  const client = await freshClient(() => Response.json(completion), Marked)
  await client.chat(
    Object.assign({ messages: [{ role: 'user' as const, content: 'One?' }], tools: [tool] }, { [mark]: 5 }),
  )
  expect(requests.map((request) => Object.getOwnPropertySymbols(request))).toEqual([[mark]])
})

const parts = new CustomOpenAIChatContentFormatter().codecs.serverless
