import { HumanMessage } from '@langchain/core/messages'
import { createAgent, createMiddleware } from 'langchain'
import { describe, expect, it } from 'vitest'
import { bodies, joined } from '../endpoint.ts'
import { getWeather, outline, start, weatherCall, type WireName, wires } from './wires.ts'

/** How each body says that only one tool may be called at a time. */
const oneAtATime: Readonly<Record<WireName, object>> = {
  dedicated: { input_data: { parameters: { parallel_tool_calls: false } } },
  serverless: { parallel_tool_calls: false },
  Claude: { tool_choice: { disable_parallel_tool_use: true } },
}

const pixels = ['AAAA', 'BBBB', 'CCCC'] as const
const dataUrl = (data: string): string => `data:image/png;base64,${data}`

/** Three images, in the forms that LangChain users write. */
const forms = {
  'content blocks': pixels.map((data) => ({ type: 'image', mimeType: 'image/png', data })),
  'URLs of images': pixels.map((data) => ({ type: 'image_url', image_url: { url: dataUrl(data) } })),
  'a mixture': [
    { type: 'image', mimeType: 'image/png', data: Uint8Array.from([0, 0, 0]) },
    { type: 'image', url: dataUrl('BBBB') },
    { type: 'image', source_type: 'base64', mime_type: 'image/png', data: 'CCCC' },
  ],
}

describe.each(wires)('an agent on %s', (wire) => {
  it('calls several tools at once', async () => {
    const calls = ['Oslo', 'Rome'].map((city, index) => ({
      id: `call_${index}`,
      name: 'get_weather',
      arguments: { city },
    }))
    const { model, emulator } = await start(wire, [{ toolCalls: calls }, 'Both sunny.'])
    const { messages } = await createAgent({ model, tools: [getWeather] }).invoke({ messages: 'Oslo and Rome?' })
    expect(outline(messages).slice(2)).toEqual(['tool: Sunny in Oslo', 'tool: Sunny in Rome', 'ai: Both sunny.'])
    expect(emulator.requests[0]!.text).not.toContain('parallel')
  })

  it('calls one tool at a time if it is told to', async () => {
    const { model, emulator } = await start(wire, [weatherCall('Oslo'), weatherCall('Rome'), 'Both sunny.'])
    const oneByOne = createMiddleware({
      name: 'OneByOne',
      wrapModelCall: (request, handler) =>
        handler({ ...request, modelSettings: { ...request.modelSettings, parallel_tool_calls: false } }),
    })
    const agent = createAgent({ model, tools: [getWeather], middleware: [oneByOne] })
    expect(outline((await agent.invoke({ messages: 'Oslo and Rome?' })).messages).at(-1)).toBe('ai: Both sunny.')
    expect(emulator.requests).toHaveLength(3)
    for (const body of bodies(emulator)) expect(body).toMatchObject(oneAtATime[wire])
  })

  it.each(['parallel_tool_calls', 'parallelToolCalls'])(
    'is told so by %s of bindTools, a call or the model',
    async (name) => {
      const { model, emulator } = await start(wire, [{ ...weatherCall('Oslo'), times: Infinity }])
      await model.bindTools([getWeather], { [name]: false }).invoke('Oslo?')
      await model.bindTools([getWeather]).invoke('Oslo?', { [name]: false })
      await joined(model.bindTools([getWeather]).stream('Oslo?', { [name]: false }))
      expect(emulator.requests).toHaveLength(3)
      for (const body of bodies(emulator)) expect(body).toMatchObject(oneAtATime[wire])
    },
  )

  it.each(Object.entries(forms))('sees three images in one message: %s', async (_form, images) => {
    const { model, emulator } = await start(wire, ['Three.', 'Three.'])
    const message = new HumanMessage({ content: [{ type: 'text', text: 'How many?' }, ...images] })
    const { messages } = await createAgent({ model, tools: [] }).invoke({ messages: [message] })
    expect(outline(messages).at(-1)).toBe('ai: Three.')
    expect((await joined(model.stream([message]))).text).toBe('Three.')
    for (const { text } of emulator.requests) {
      expect([...text.matchAll(/AAAA|BBBB|CCCC/g)].map(String)).toEqual([...pixels])
    }
  })
})
