import { generateText, NoObjectGeneratedError, Output, streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoints, open } from './endpoints.ts'
import { weather, weatherCalls } from './weather.ts'

const schema = z.object({ city: z.string(), degrees: z.number() })
const rome = { city: 'Rome', degrees: 21 }

/** Every output, what the model says for it, what the program gets, and what only a request for it contains. */
const outputs = {
  object: { output: Output.object({ schema, name: 'weather' }), said: rome, expected: rome, asks: '"degrees"' },
  array: {
    output: Output.array({ element: schema }),
    said: { elements: [rome, { city: 'Oslo', degrees: 9 }] },
    expected: [rome, { city: 'Oslo', degrees: 9 }],
    asks: '"elements"',
  },
  choice: {
    output: Output.choice({ options: ['mild', 'cold'] }),
    said: { result: 'mild' },
    expected: 'mild',
    asks: '"cold"',
  },
  json: { output: Output.json(), said: [1, { a: null }], expected: [1, { a: null }], asks: /json/i },
  text: { output: Output.text(), said: 'Mild.', expected: 'Mild.', asks: 'Weather?' },
} as const

describe.each(endpoints)('the output of %s', (name) => {
  it.each(Object.entries(outputs))('is %s', async (_kind, { output, said, expected, asks }) => {
    const endpoint = await open(name)
    const text = typeof said === 'string' ? said : JSON.stringify(said)
    await endpoint.reply({ text })
    const result = await generateText({ model: endpoint.model, prompt: 'Weather?', output: output as Output.Output })
    expect(result.output).toEqual(expected)
    expect(result.warnings).toEqual([])
    expect((await endpoint.sent()).replaceAll('\\"', '"')).toMatch(asks)
  })

  it.each(Object.entries(outputs))('streams as %s', async (_kind, { output, said, expected }) => {
    const endpoint = await open(name)
    const text = typeof said === 'string' ? said : JSON.stringify(said)
    await endpoint.reply({ pieces: text.match(/[^]{1,7}/g) ?? [] })
    const result = streamText({ model: endpoint.model, prompt: 'Weather?', output: output as Output.Output })
    let last: unknown
    for await (const partial of result.partialOutputStream) last = partial
    expect(last).toEqual(expected)
    expect(await result.output).toEqual(expected)
  })

  it('streams element by element', async () => {
    const endpoint = await open(name)
    await endpoint.reply({ text: JSON.stringify(outputs.array.said) })
    const { elementStream } = streamText({ model: endpoint.model, prompt: '?', output: outputs.array.output })
    const elements = []
    for await (const element of elementStream) elements.push(element)
    expect(elements).toEqual(outputs.array.expected)
  })

  it('follows tools', async () => {
    const endpoint = await open(name)
    await endpoint.reply(weatherCalls('Rome'), { text: JSON.stringify(rome) })
    const result = await generateText({
      model: endpoint.model,
      prompt: 'Weather?',
      tools: { weather },
      output: outputs.object.output,
      stopWhen: ({ steps }) => steps.length === 2,
    })
    expect(result.output).toEqual(rome)
  })

  it('that does not follow its schema is an error with the text', async () => {
    const endpoint = await open(name)
    await endpoint.reply({ text: '{"city":"Rome"}' })
    const call = generateText({ model: endpoint.model, prompt: 'Weather?', output: outputs.object.output })
    await expect(call.then(({ output }) => output)).rejects.toSatisfy(
      (error) => NoObjectGeneratedError.isInstance(error) && error.text === '{"city":"Rome"}',
    )
  })
})
