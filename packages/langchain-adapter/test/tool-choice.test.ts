import { describe, expect, it } from 'vitest'
import { bodies, chat } from './endpoint.ts'

const names = ['add', 'auto', 'subtract']
const tools = names.map((name) => ({ name, parameters: { type: 'object', properties: {} } }))

describe('the choice of one of several tools', () => {
  it('names that tool in every form', async () => {
    const { model, emulator } = await chat()
    const expected: object[] = []
    for (const name of names) {
      const forms = [{ type: 'function', function: { name } }, { type: 'tool', name }, { name }]
      for (const tool_choice of name === 'auto' ? forms : [name, ...forms]) {
        await model.invoke('Hi', { tools, tool_choice: tool_choice as string })
        expected.push({ type: 'function', function: { name } })
      }
    }
    expect(bodies(emulator).map(({ tool_choice }) => tool_choice)).toEqual(expected)
  })

  it('as a mode wins over a tool of that name', async () => {
    const { model, emulator } = await chat()
    await model.invoke('Hi', { tools, tool_choice: 'auto' })
    expect(bodies(emulator)[0]?.['tool_choice']).toBe('auto')
  })

  it.each([undefined, null])('is not sent if it is %s', async (tool_choice) => {
    const { model, emulator } = await chat()
    await model.invoke('Hi', { tools, tool_choice: tool_choice as never })
    expect(bodies(emulator)[0]).not.toHaveProperty('tool_choice')
  })

  it.each([undefined, []])('is not sent without tools: %j', async (none) => {
    const { model, emulator } = await chat()
    await model.invoke('Hi', { tools: none, tool_choice: 'add' })
    expect(bodies(emulator)[0]).not.toHaveProperty('tool_choice')
  })
})

it.each([true, false, undefined])('`strict: %s` of a call applies to the tools that do not set it', async (strict) => {
  const { model, emulator } = await chat()
  const all = [tools[0]!, { ...tools[1]!, strict: true }, { ...tools[2]!, strict: false }]
  await model.invoke('Hi', { tools: all, ...(strict !== undefined && { strict }) })
  await model.bindTools(all, strict === undefined ? {} : { strict }).invoke('Hi')
  const sent = bodies(emulator).map((body) =>
    (body['tools'] as { function: { strict?: boolean } }[]).map((tool) => tool.function.strict),
  )
  expect(sent).toEqual([
    [strict, true, false],
    [strict, true, false],
  ])
})
