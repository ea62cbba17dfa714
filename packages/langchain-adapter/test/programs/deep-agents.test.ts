import type { ScriptedReply } from '@azureml-endpoints/endpoint-emulator'
import { createDeepAgent } from 'deepagents'
import { describe, expect, it } from 'vitest'
import { collect } from '../endpoint.ts'
import { getWeather, outline, start, textsByBranch, weatherCall, wires } from './wires.ts'

const call = (name: string, args: object): ScriptedReply => ({ toolCalls: [{ name, arguments: args }] })
const question = { messages: 'How is the weather in Oslo?' }

describe.each(wires)('a deep agent on %s', (wire) => {
  it('writes a file, reads it and answers', async () => {
    const { model } = await start(wire, [
      weatherCall('Oslo'),
      call('write_file', { file_path: '/weather.md', content: 'Sunny "in" Oslo\n' }),
      call('read_file', { file_path: '/weather.md' }),
      'It is sunny.',
    ])
    const result = await createDeepAgent({ model, tools: [getWeather] }).invoke(question)
    expect(outline(result.messages).at(-1)).toBe('ai: It is sunny.')
    expect(JSON.stringify((result as { files?: unknown }).files)).toContain('Sunny \\"in\\" Oslo')
  })

  it.each([false, true])('delegates to two subagents at once, streamed: %s', async (streams) => {
    const task = (city: string) =>
      ({ name: 'task', arguments: { subagent_type: 'weather', description: `Weather of ${city}` } }) as const
    const { model, emulator } = await start(wire, [
      ({ text }) => {
        const [, city] = /Weather of (\w+)/.exec(text) ?? []
        // Only the subagent knows the tool get_weather.
        if (!text.includes('get_weather') || city === undefined) return undefined
        return text.includes(`Sunny in ${city}`) ? `${city} is sunny.` : weatherCall(city)
      },
      { toolCalls: [task('Oslo'), task('Rome')] },
      'Both are sunny.',
    ])
    const subagents = [
      { name: 'weather', description: 'Knows the weather.', systemPrompt: 'Be brief.', tools: [getWeather] },
    ]
    const agent = createDeepAgent({ model, subagents })
    if (streams) {
      const parts = await collect(agent.stream(question, { streamMode: 'messages', subgraphs: true }))
      const texts = textsByBranch(parts.map(([, part]) => part))
      for (const text of ['Oslo is sunny.', 'Rome is sunny.'])
        expect(texts).toContainEqual(expect.stringContaining(text))
      expect(texts).toContain('Both are sunny.')
    } else {
      const { messages } = await agent.invoke(question)
      expect(outline(messages).slice(2)).toEqual([
        'tool: Oslo is sunny.',
        'tool: Rome is sunny.',
        'ai: Both are sunny.',
      ])
    }
    expect(emulator.requests).toHaveLength(6)
  })
})
