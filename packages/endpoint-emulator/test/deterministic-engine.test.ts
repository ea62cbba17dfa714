import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { createEndpointEmulator } from '../src/index.ts'
import { asking, readEvents } from './posting.ts'

interface Choice {
  readonly message: {
    content: string
    reasoning_content?: string
    tool_calls?: { function: { name: string; arguments: string } }[]
  }
  readonly finish_reason: string
}

const { fetch: call } = createEndpointEmulator()

describe('the deterministic engine', () => {
  it('states that it is emulated and quotes the question', async () => {
    const { message, finish_reason: reason } = await ask({ messages: asking('What is "x"?') })
    expect(message.content).toContain('emulated')
    expect(message.content).toContain('You asked: "What is "x"?".')
    expect(reason).toBe('stop')
  })

  it('gives the same answer for the same question and seed, and another for another seed', async () => {
    const texts = await Promise.all(
      [1, 1, 2].map(async (seed) => (await ask({ messages: asking('Why?'), seed })).message.content),
    )
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).not.toBe(texts[2])
  })

  it.each(['max_tokens', 'max_completion_tokens', 'max_new_tokens'])('stops at %s', async (name) => {
    const { message, finish_reason: reason } = await ask({ messages: asking('Why?'), [name]: 3 })
    expect(message.content).toBe('This is the')
    expect(reason).toBe('length')
  })

  it('stops before a stop sequence', async () => {
    const { message, finish_reason: reason } = await ask({ messages: asking('Why?'), stop: ['nowhere', ' emulator'] })
    expect(message.content).toBe('This is the endpoint')
    expect(reason).toBe('stop')
  })

  it('calls a tool with arguments that fit its schema, then uses the result', async () => {
    const parameters = {
      type: 'object',
      properties: { city: { type: 'string', minLength: 2 }, days: { type: 'integer', minimum: 1, maximum: 5 } },
      required: ['city', 'days'],
      additionalProperties: false,
    }
    const tools = [{ type: 'function', function: { name: 'weather', parameters } }]
    const messages = asking('Weather?')
    const { message, finish_reason: reason } = await ask({ messages, tools })
    expect(reason).toBe('tool_calls')
    expect(new Ajv().validate(parameters, JSON.parse(message.tool_calls?.[0]?.function.arguments ?? ''))).toBe(true)
    const result = { role: 'tool', tool_call_id: 'x', content: 'sunny, 21 degrees' }
    const after = await ask({ messages: [...messages, message, result], tools })
    expect(after.message.content).toContain('sunny, 21 degrees')
    expect(after.finish_reason).toBe('stop')
  })

  it('passes an object as arguments, whatever the schema', async () => {
    for (const parameters of [
      undefined,
      {},
      { $ref: '#' },
      { type: 'string' },
      { properties: { a: { minLength: 1e9 } } },
    ]) {
      const tools = [{ type: 'function', function: { name: 'f', parameters } }]
      const { message } = await ask({ messages: asking('Do it.'), tools })
      expect(JSON.parse(message.tool_calls?.[0]?.function.arguments ?? '')).toBeTypeOf('object')
    }
  })

  it.each([
    ['none', undefined],
    ['auto', 'first'],
    ['required', 'first'],
    [{ type: 'function', function: { name: 'second' } }, 'second'],
  ])('honours tool_choice %j', async (choice, name) => {
    const tools = ['first', 'second'].map((one) => ({ type: 'function', function: { name: one } }))
    const { message } = await ask({ messages: asking('Do it.'), tools, tool_choice: choice })
    expect(message.tool_calls?.[0]?.function.name).toBe(name)
  })

  it('calls every tool that the question names', async () => {
    const tools = ['first', 'second', 'third'].map((one) => ({ type: 'function', function: { name: one } }))
    const { message } = await ask({ messages: asking('Use third and first.'), tools })
    expect(message.tool_calls?.map((made) => made.function.name)).toEqual(['first', 'third'])
  })

  it('answers with JSON, following the schema if there is one', async () => {
    const free = await ask({ messages: asking('Why?'), response_format: { type: 'json_object' } })
    expect(JSON.parse(free.message.content)).toMatchObject({ emulated: true, question: 'Why?' })
    const schema = { type: 'object', properties: { sides: { type: 'integer', minimum: 3 } }, required: ['sides'] }
    const format = { type: 'json_schema', json_schema: { name: 'shape', schema } }
    const fitting = await ask({ messages: asking('Why?'), response_format: format })
    expect(new Ajv().validate(schema, JSON.parse(fitting.message.content))).toBe(true)
  })

  it('puts reasoning into a field or into tags on request', async () => {
    const field = await ask({ messages: asking('Why?'), reasoning_effort: 'low' })
    expect(field.message.reasoning_content).toContain('pretend to think')
    const tags = await ask({ messages: asking('Why?') }, { 'x-emulator-reasoning': 'tags' })
    expect(tags.message.content).toMatch(/^<think>\nI am emulated.*\n<\/think>\n\nThis is/)
  })

  it('acknowledges images', async () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
    const { message } = await ask({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, image] }],
    })
    expect(message.content).toContain('What is it?')
    expect(message.content).toContain('I received one image (image/png)')
  })

  it('streams the same text as in the complete answer', async () => {
    const whole = await ask({ messages: asking('Ünïcode 😀 \ud800?') })
    const body = JSON.stringify({ messages: asking('Ünïcode 😀 \ud800?'), stream: true })
    const events = await readEvents(
      await call('http://localhost/v1/chat/completions', { method: 'POST', headers: json, body }),
    )
    const deltas = events.map(
      (event) => (event['choices'] as { delta: { content?: string } }[])[0]?.delta.content ?? '',
    )
    expect(deltas.join('')).toBe(whole.message.content)
  })
})

const json = { 'content-type': 'application/json', authorization: 'Bearer any' }

async function ask(body: object, headers: Record<string, string> = {}): Promise<Choice> {
  const init = { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }
  const response = await call('http://localhost/v1/chat/completions', init)
  const { choices } = (await response.json()) as { choices: [Choice] }
  return choices[0]
}

describe('a required tool call', () => {
  const tools = ['search', 'calculate', 'finish'].map((name) => ({
    type: 'function',
    function: { name, parameters: {} },
  }))

  it('lets a loop that ends with any particular tool end, for each order of the tools', async () => {
    for (const last of ['search', 'calculate', 'finish']) {
      const emulator = createEndpointEmulator({ auth: { mode: 'none' } })
      const messages: unknown[] = [{ role: 'user', content: 'Go on.' }]
      const called: string[] = []
      while (!called.includes(last)) {
        const response = await emulator.fetch('http://h/v1/chat/completions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ messages, tools, tool_choice: 'required' }),
        })
        const { choices } = (await response.json()) as { choices: { message: { tool_calls: ToolCall[] } }[] }
        const made = choices[0]?.message
        called.push(...(made?.tool_calls.map((one) => one.function.name) ?? []))
        expect(called.length).toBeLessThanOrEqual(tools.length)
        messages.push({ role: 'assistant', ...made })
        for (const one of made?.tool_calls ?? [])
          messages.push({ role: 'tool', tool_call_id: one.id, content: 'Done.' })
      }
    }
  })
})

interface ToolCall {
  readonly id: string
  readonly function: { readonly name: string }
}
