import { generateText, isStepCount, jsonSchema, type LanguageModel, streamText, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../../formatters-anthropic/src/index.ts'
import { type ClaudeServer, startClaude } from '../../formatters-anthropic/test/claude-server.ts'
import { createAzureML } from '../src/index.ts'

const getWeather = tool({
  description: 'Tells the weather.',
  inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  execute: ({ city }) => `Rain in ${city}`,
})

function claudeAt({ url }: ClaudeServer): LanguageModel {
  return createAzureML({
    endpointUrl: url,
    endpointApiKey: 'made-up-key',
    contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 1000 }),
  })('my-claude')
}

const options = { prompt: 'Coat?', tools: { get_weather: getWeather }, stopWhen: isStepCount(5), maxRetries: 0 }

describe('a tool loop of three steps with Claude', () => {
  it('sends thoughts back unchanged from whole answers', async () => {
    await using server = await startClaude()
    const result = await generateText({ ...options, model: claudeAt(server) })
    expect(result.text).toBe('Take a coat.')
    expect(result.reasoningText).toBe('All four.')
    expect(server.bodies).toHaveLength(4)
    expect(result.totalUsage).toMatchObject({ inputTokens: 60, outputTokens: 28 })
  })

  it('sends thoughts back unchanged from streams', async () => {
    await using server = await startClaude()
    const result = streamText({ ...options, model: claudeAt(server) })
    expect(await result.text).toBe('Take a coat.')
    expect(server.bodies).toHaveLength(4)
    expect(server.bodies[3]).toMatchObject({ model: 'my-claude', stream: true })
  })

  it('goes on after the conversation was stored as JSON', async () => {
    await using server = await startClaude()
    const { responseMessages } = await generateText({ ...options, stopWhen: isStepCount(2), model: claudeAt(server) })
    const messages = [{ role: 'user' as const, content: 'Coat?' }, ...responseMessages]
    const { prompt: _, ...rest } = options
    const stored = JSON.parse(JSON.stringify(messages)) as typeof messages
    const result = await generateText({ ...rest, messages: stored, model: claudeAt(server) })
    expect(result.text).toBe('Take a coat.')
  })
})
