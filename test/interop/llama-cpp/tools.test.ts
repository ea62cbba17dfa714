import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { type Answer, outcomeOf, type Question } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { endToken, templates, useEngine } from './use-engine.ts'

const city = { type: 'string', enum: ['Oslo', 'Rome'] }
const weather = {
  name: 'weather',
  description: 'Tells the weather.',
  parameters: { type: 'object', properties: { city }, required: ['city'], additionalProperties: false },
}

describe.each(templates)('tools with the template of $template', ({ template, openingToken }) => {
  const server = useEngine(template, 'chat')
  const formatter = template === 'mistral' ? new MistralChatContentFormatter() : new CustomOpenAIChatContentFormatter()
  const modelKwargs = { logit_bias: { [openingToken]: 60, [endToken]: 100 } }
  const question = (rest: Partial<Question> = {}): Question => ({
    url: `${server().url}/v1/chat/completions`,
    formatter,
    text: 'Weather?',
    maxTokens: 400,
    seed: 1,
    tools: [weather],
    toolChoice: 'required',
    modelKwargs,
    ...rest,
  })

  describe.each(chatClients)('for $name', (client) => {
    it('are called where they are required, with arguments that satisfy the schema', async () => {
      const { toolCalls } = await client.ask(question())
      expect(toolCalls[0]).toEqual({ name: 'weather', args: { city: expect.stringMatching(/Oslo|Rome/) } })
    })

    it('are not called where they must not be', async () => {
      expect((await client.ask(question({ toolChoice: 'none', maxTokens: 20 }))).toolCalls).toEqual([])
    })
  })

  it('are called whatever their names, where one is named', async () => {
    const clock = { name: 'clock', description: 'Tells the time.', parameters: { type: 'object', properties: {} } }
    const asked = question({ tools: [weather, clock], toolChoice: { name: 'clock' } })
    // llama.cpp may take it for `auto`.
    const { toolCalls } = (await outcomeOf(chatClients[0]!, asked)) as Partial<Answer>
    for (const { name } of toolCalls ?? []) expect(['weather', 'clock']).toContain(name)
  })

  it('are called in a stream, with arguments in pieces and the reason tool-calls', async () => {
    const endpoint = { endpointUrl: question().url, endpointApiKey: 'any', contentFormatter: formatter }
    const { text, maxTokens, seed, tools, toolChoice } = question()
    const pieces: string[] = []
    const names: (string | undefined)[] = []
    const reasons: unknown[] = []
    const request = {
      messages: [{ role: 'user', content: text } as const],
      maxTokens,
      seed,
      tools,
      toolChoice,
      modelKwargs,
    }
    for await (const chunk of new AzureMLEndpointClient(endpoint).stream(request)) {
      for (const { name, index, arguments: piece } of chunk.toolCalls ?? []) {
        if (index > 0) continue
        if (name !== undefined) names.push(name)
        pieces.push(piece ?? '')
      }
      if (chunk.finishReason) reasons.push(chunk.finishReason)
    }
    expect(names).toEqual(['weather'])
    expect(pieces.length).toBeGreaterThan(3)
    expect(city.enum).toContain((JSON.parse(pieces.join('')) as { city: string }).city)
    expect(reasons).toEqual(['tool-calls'])
  })

  it('are answered in a loop, whatever the ids', async () => {
    const endpoint = { endpointUrl: question().url, endpointApiKey: 'any', contentFormatter: formatter, maxRetries: 0 }
    const { usage, text } = await new AzureMLEndpointClient(endpoint).chat({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' }],
        },
        { role: 'tool', toolCallId: 'call_1', content: '18 degrees' },
      ],
      tools: [weather],
      toolChoice: 'none',
      maxTokens: 8,
    })
    expect(usage?.inputTokens).toBeGreaterThan(50)
    expect(typeof text).toBe('string')
  })
})
