import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMCPClient, type MCPClient } from '@ai-sdk/mcp'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { generateText, isStepCount, streamText } from 'ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints, open } from './endpoints.ts'
import { createServer } from './mcp-server.ts'

const http = createHttpServer((request, response) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
  void createServer()
    .connect(transport)
    .then(() => transport.handleRequest(request, response))
})

let client: MCPClient

beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`
  client = await createMCPClient({ transport: { type: 'http', url } })
})

afterAll(async () => {
  await client.close()
  http.closeAllConnections()
  http.close()
})

const city = { city: 'Rome' }

describe.each(endpoints)('tools of an MCP server on %s', (name) => {
  it.each([
    ['text', 'weather', /21 degrees in Rome/],
    ['an error', 'forecast', /The forecast is not out yet/],
    ['an image and text', 'map', /A map of Rome[^]*iVBORw0KGgo/],
  ])('give the model %s', async (_what, toolName, expected) => {
    const endpoint = await open(name)
    await endpoint.reply({ toolCalls: [{ name: toolName, arguments: city }] }, { text: 'Done.' })
    const { text, steps } = await generateText({
      model: endpoint.model,
      prompt: 'Rome?',
      tools: await client.tools(),
      stopWhen: isStepCount(3),
    })
    expect(text).toBe('Done.')
    expect(steps[0]?.toolCalls).toMatchObject([{ toolName, dynamic: true }])
    const [first, last] = (await endpoint.requests()).map(({ body }) => JSON.stringify(body))
    for (const tool of ['weather', 'map', 'forecast']) expect(first).toContain(`"name":"${tool}"`)
    expect(last).toMatch(expected)
  })

  it('are called from a stream', async () => {
    const endpoint = await open(name)
    await endpoint.reply({ toolCalls: [{ name: 'weather', arguments: city }] }, { text: 'Mild.' })
    const tools = await client.tools()
    const result = streamText({ model: endpoint.model, prompt: 'Rome?', tools, stopWhen: isStepCount(3) })
    expect(await result.text).toBe('Mild.')
    expect(await endpoint.sent()).toContain('21 degrees in Rome')
  })
})

it('a program that speaks MCP over its input and output has tools too', async () => {
  const endpoint = await open('serverless')
  await endpoint.reply({ toolCalls: [{ name: 'weather', arguments: city }] }, { text: 'Mild.' })
  const args = [new URL('./mcp-server.ts', import.meta.url).pathname]
  const local = await createMCPClient({ transport: new StdioClientTransport({ command: process.execPath, args }) })
  try {
    const tools = await local.tools()
    await generateText({ model: endpoint.model, prompt: 'Rome?', tools, stopWhen: isStepCount(2) })
    expect(await endpoint.sent()).toContain('21 degrees in Rome')
  } finally {
    await local.close()
  }
})
