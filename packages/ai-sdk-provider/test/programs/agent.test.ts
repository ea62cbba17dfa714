import { hasToolCall, Output, tool, ToolLoopAgent, type ToolLoopAgentSettings, type ToolSet } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoints, open } from './endpoints.ts'
import { weather, weatherCalls } from './weather.ts'

const broken = tool({
  inputSchema: z.object({ city: z.string() }),
  execute: async (): Promise<string> => {
    throw new Error('The weather station is closed')
  },
})

/** Runs an agent in one of its two ways. */
const ways = {
  async generate<T extends ToolSet>(settings: ToolLoopAgentSettings<never, T>) {
    const { text, steps, totalUsage } = await new ToolLoopAgent(settings).generate({ prompt: 'Weather?' })
    return { text, steps, totalUsage }
  },
  async stream<T extends ToolSet>(settings: ToolLoopAgentSettings<never, T>) {
    const { text, steps, totalUsage } = await new ToolLoopAgent(settings).stream({ prompt: 'Weather?' })
    return { text: await text, steps: await steps, totalUsage: await totalUsage }
  },
}

describe.each(endpoints)('an agent on %s', (name) => {
  describe.each(Object.entries(ways))('in %s', (_way, run) => {
    it('calls tools, in parallel too, until the model answers', async () => {
      const endpoint = await open(name)
      await endpoint.reply(weatherCalls('Rome', 'Oslo'), weatherCalls('Bonn'), { text: 'All mild.' })
      const { text, steps, totalUsage } = await run({
        model: endpoint.model,
        instructions: 'Be brief.',
        tools: { weather },
      })
      expect(text).toBe('All mild.')
      expect(steps).toMatchObject([
        { finishReason: 'tool-calls', toolResults: [{ output: { city: 'Rome' } }, { output: { city: 'Oslo' } }] },
        { finishReason: 'tool-calls', toolResults: [{ output: { city: 'Bonn' } }] },
        { finishReason: 'stop', toolResults: [] },
      ])
      expect(totalUsage.totalTokens).toBeGreaterThan(0)
      const sent = await endpoint.sent()
      expect(sent).toContain('Be brief.')
      for (const city of ['Rome', 'Oslo', 'Bonn']) expect(sent).toContain(`\\"city\\":\\"${city}\\",\\"degrees\\":21`)
    })

    it('tells the model that a tool failed', async () => {
      const endpoint = await open(name)
      await endpoint.reply(weatherCalls('Rome'), { text: 'It is closed.' })
      const { text } = await run({ model: endpoint.model, tools: { weather: broken } })
      expect(text).toBe('It is closed.')
      expect(await endpoint.sent()).toContain('The weather station is closed')
    })

    it('stops at a tool that it does not run itself', async () => {
      const endpoint = await open(name)
      await endpoint.reply({ toolCalls: [{ name: 'answer', arguments: { degrees: 21 } }] })
      const answer = tool({ inputSchema: z.object({ degrees: z.number() }) })
      const { steps } = await run({ model: endpoint.model, tools: { answer }, stopWhen: hasToolCall('answer') })
      expect(steps.at(-1)?.toolCalls).toMatchObject([{ toolName: 'answer', input: { degrees: 21 } }])
      expect(steps).toHaveLength(1)
    })

    it('changes its settings between steps', async () => {
      const endpoint = await open(name)
      await endpoint.reply(weatherCalls('Rome'), { text: 'Mild.' })
      const { text } = await run({
        model: endpoint.model,
        tools: { weather },
        prepareStep: ({ stepNumber }) =>
          stepNumber === 0 ? { toolChoice: 'required' } : { instructions: 'Answer now.', activeTools: [] },
      })
      expect(text).toBe('Mild.')
      const [first, second] = (await endpoint.requests()).map(({ body }) => JSON.stringify(body))
      expect(first).toMatch(/"tool_choice":("required"|\{"type":"any")/)
      expect(second).toContain('Answer now.')
      expect(second).not.toMatch(/"tool_choice":("required"|\{"type":"any")/)
    })
  })

  it('is a tool of another agent', async () => {
    const endpoint = await open(name)
    const expert = new ToolLoopAgent({ model: endpoint.model, instructions: 'You know the weather.' })
    const ask = tool({
      inputSchema: z.object({ question: z.string() }),
      execute: async ({ question }, { abortSignal }) => (await expert.generate({ prompt: question, abortSignal })).text,
    })
    await endpoint.reply(
      { toolCalls: [{ name: 'ask', arguments: { question: 'Rome?' } }] },
      { text: 'Twenty-one degrees.' },
      { text: 'It is mild.' },
    )
    const { text } = await ways.generate({ model: endpoint.model, tools: { ask } })
    expect(text).toBe('It is mild.')
    expect(await endpoint.sent()).toContain('Twenty-one degrees.')
  })

  it('takes options of a call, and answers with an object', async () => {
    const endpoint = await open(name)
    await endpoint.reply(weatherCalls('Rome'), { text: '{"degrees":21}' })
    const agent = new ToolLoopAgent({
      model: endpoint.model,
      tools: { weather },
      output: Output.object({ schema: z.object({ degrees: z.number() }) }),
      callOptionsSchema: z.object({ country: z.string() }),
      prepareCall: ({ options, ...settings }) => ({ ...settings, instructions: `Cities are in ${options.country}.` }),
    })
    const { output } = await agent.generate({ prompt: 'Weather?', options: { country: 'Italy' } })
    expect(output).toEqual({ degrees: 21 })
    expect(await endpoint.sent()).toContain('Cities are in Italy.')
  })
})
