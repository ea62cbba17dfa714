import { generateText, isStepCount, jsonSchema, streamText, tool, ToolLoopAgent } from 'ai'
import { describe, expect, it } from 'vitest'
import { emulate, routes } from './emulator.ts'
import { delta, events, outline, partsOf, streamed } from './prompt.ts'

const city = jsonSchema<{ city: string }>({
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
})

const weather = tool({ inputSchema: city, execute: async ({ city: place }) => ({ place, degrees: 21 }) })
const time = tool({ inputSchema: jsonSchema({ type: 'object' }), execute: async () => 'noon' })

const bothCalls = {
  toolCalls: [
    { id: 'a', name: 'weather', arguments: { city: 'Rome' } },
    { id: 'b', name: 'time', arguments: {} },
  ],
}
const lastCall = { toolCalls: [{ id: 'c', name: 'weather', arguments: { city: 'Oslo' } }] }

describe.each(Object.entries(routes))('tools of a %s endpoint', (_type, route) => {
  it('run over several steps, in parallel too', async () => {
    const emulator = await emulate()
    await emulator.reply(bothCalls, lastCall, { text: 'Both are mild.' })
    const result = await generateText({
      model: emulator.provider(route)(),
      prompt: 'Weather?',
      tools: { weather, time },
      stopWhen: isStepCount(5),
    })
    expect(result.text).toBe('Both are mild.')
    expect(result.steps.map((step) => [step.finishReason, step.toolResults.length])).toEqual([
      ['tool-calls', 2],
      ['tool-calls', 1],
      ['stop', 0],
    ])
    expect(JSON.stringify(await emulator.body())).toContain('\\"degrees\\":21')
  })

  it('run over several steps of a stream', async () => {
    const emulator = await emulate()
    await emulator.reply(bothCalls, lastCall, { text: 'Both are mild.' })
    const result = streamText({
      model: emulator.provider(route)(),
      prompt: 'Weather?',
      tools: { weather, time },
      stopWhen: isStepCount(5),
    })
    expect(await result.text).toBe('Both are mild.')
    const steps = await result.steps
    expect(steps.map((step) => step.toolResults.map(({ output }) => output))).toEqual([
      [{ place: 'Rome', degrees: 21 }, 'noon'],
      [{ place: 'Oslo', degrees: 21 }],
      [],
    ])
  })

  it('run in an agent', async () => {
    const emulator = await emulate()
    await emulator.reply(bothCalls, { text: 'Mild, at noon.' })
    const agent = new ToolLoopAgent({
      model: emulator.provider(route)(),
      instructions: 'Be brief.',
      tools: { weather, time },
    })
    const result = await agent.generate({ prompt: 'Weather?' })
    expect(result.text).toBe('Mild, at noon.')
    expect(result.steps).toHaveLength(2)
  })

  it('are optional or required, as toolChoice says', async () => {
    const emulator = await emulate()
    const model = emulator.provider(route)()
    const choose = (toolChoice: 'required' | { type: 'tool'; toolName: 'time' }) =>
      generateText({ model, prompt: 'Hi', tools: { weather, time }, toolChoice })
    await choose('required')
    const required = await emulator.body()
    await choose({ type: 'tool', toolName: 'time' })
    const named = await emulator.body()
    expect(JSON.stringify(required)).toContain('"tool_choice":"required"')
    expect(JSON.stringify(named)).toContain('"tool_choice":{"type":"function","function":{"name":"time"}}')
  })
})

describe('the input of a tool', () => {
  it('is streamed while the model writes it', async () => {
    const emulator = await emulate()
    const call = (fields: object) => delta({ tool_calls: [{ index: 0, ...fields }] })
    await emulator.reply(
      streamed(
        events(
          delta({ role: 'assistant', content: 'Let me see.' }),
          call({ id: 'a', function: { name: 'weather', arguments: '' } }),
          call({ function: { arguments: '{"city":' } }),
          call({ function: { arguments: '"Rome"}' } }),
          delta({}, 'tool_calls'),
          '[DONE]',
        ),
      ),
    )
    const parts = await partsOf(emulator.provider(routes.serverless)())
    expect(outline(parts)).toEqual([
      'stream-start',
      'response-metadata',
      'text-start',
      'text-delta',
      'text-end',
      'tool-input-start',
      'tool-input-delta',
      'tool-input-end',
      'tool-call',
      'finish',
    ])
    expect(parts.filter(({ type }) => type === 'tool-input-delta')).toMatchObject([
      { id: 'a', delta: '{"city":' },
      { id: 'a', delta: '"Rome"}' },
    ])
    expect(parts).toContainEqual({ type: 'tool-call', toolCallId: 'a', toolName: 'weather', input: '{"city":"Rome"}' })
  })
})

describe('a provider-defined tool', () => {
  it('is reported with a warning', async () => {
    const emulator = await emulate()
    const { warnings } = await emulator
      .provider(routes.serverless)()
      .doGenerate({
        prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
        tools: [{ type: 'provider', id: 'openai.web_search', name: 'search', args: {} }],
        toolChoice: { type: 'required' },
      })
    expect(warnings).toMatchObject([
      { type: 'unsupported', feature: 'provider-defined tool openai.web_search' },
      { type: 'unsupported', feature: 'toolChoice' },
    ])
    expect(await emulator.body()).not.toHaveProperty('tool_choice')
  })
})
