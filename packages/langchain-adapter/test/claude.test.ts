import {
  HumanMessage,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
} from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { createAgent } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AnthropicContentFormatter } from '../../formatters-anthropic/src/index.ts'
import { startClaude } from '../../formatters-anthropic/test/claude-server.ts'
import { AzureMLChatOnlineEndpoint } from '../src/index.ts'

const getWeather = tool(({ city }) => `Rain in ${city}`, {
  name: 'get_weather',
  description: 'Tells the weather.',
  schema: z.object({ city: z.string() }),
})

function claudeAt(endpointUrl: string, disableStreaming: boolean): AzureMLChatOnlineEndpoint {
  return new AzureMLChatOnlineEndpoint({
    endpointUrl,
    endpointApiKey: 'made-up-key',
    deploymentName: 'my-claude',
    contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 1000, cacheControl: '5m' }),
    disableStreaming,
  })
}

describe.each([false, true])('an agent with Claude, disableStreaming: %s', (disableStreaming) => {
  it('sends the thoughts of a tool loop of three steps back unchanged', async () => {
    await using server = await startClaude()
    const agent = createAgent({
      model: claudeAt(server.url, disableStreaming),
      tools: [getWeather],
      systemPrompt: 'Brief.',
    })
    const question = { messages: [new HumanMessage('Coat?')] }
    let text = ''
    if (disableStreaming) text = (await agent.invoke(question)).messages.at(-1)?.text ?? ''
    else {
      for await (const [message] of await agent.stream(question, { streamMode: 'messages' })) text += message.text
    }
    expect(text).toContain('Take a coat.')
    expect(server.bodies.map(({ stream }) => stream ?? false)).toEqual(Array(4).fill(!disableStreaming))
    expect(server.bodies[3]).toMatchObject({ model: 'my-claude', system: [{ text: 'Brief.' }] })
  })
})

it('keeps thoughts through stored messages', async () => {
  await using server = await startClaude()
  const model = claudeAt(server.url, true).bindTools([getWeather])
  const first = await model.invoke([new HumanMessage('Coat?')])
  const [call] = first.tool_calls ?? []
  expect(first.usage_metadata).toMatchObject({ input_tokens: 15, input_token_details: { cache_read: 5 } })
  const result = await getWeather.invoke({ ...call!, type: 'tool_call' })
  const stored = mapChatMessagesToStoredMessages([new HumanMessage('Coat?'), first, result])
  const history = mapStoredMessagesToChatMessages(JSON.parse(JSON.stringify(stored)))
  await expect(model.invoke(history)).resolves.toMatchObject({ tool_calls: [{ id: 'toolu_2' }] })
})
