import { ConfigurationError, type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { getRetryable } from '@langchain/core/errors'
import type { BindToolsInput } from '@langchain/core/language_models/chat_models'
import type { JSONSchema } from '@langchain/core/utils/json_schema'
import { tool } from '@langchain/core/tools'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { z as z3 } from 'zod-3'
import { bodies, chat, collect, failure, joined } from './endpoint.ts'

const parameters = { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] }

describe('tools', () => {
  it('whose schema has types that JSON lacks are refused by name', async () => {
    const { model, emulator } = await chat()
    const schema = z.object({ day: z.date() })
    const error = await failure(async () => model.bindTools([tool(() => '', { name: 'plan', schema })]).invoke('Hello'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain('`tools[0].schema (plan)` cannot be converted to a JSON Schema: ')
    expect(emulator.requests).toEqual([])
  })

  it.each<[string, BindToolsInput]>([
    ['Zod 4', tool(() => '', { name: 'add', description: 'Adds.', schema: z.object({ a: z.number() }) })],
    ['Zod 3', tool(() => '', { name: 'add', description: 'Adds.', schema: z3.object({ a: z3.number() }) })],
    ['JSON Schema', tool(() => '', { name: 'add', description: 'Adds.', schema: parameters as object as JSONSchema })],
    ['a name and a schema', { name: 'add', description: 'Adds.', schema: z.object({ a: z.number() }) }],
    ["OpenAI's form", { type: 'function', function: { name: 'add', description: 'Adds.', parameters } }],
    ["core's form", { name: 'add', description: 'Adds.', parameters }],
    ["Anthropic's form", { name: 'add', description: 'Adds.', input_schema: parameters }],
    [
      "Anthropic's form with its type",
      {
        type: 'custom',
        name: 'add',
        description: 'Adds.',
        input_schema: parameters,
        cache_control: { type: 'ephemeral' },
      },
    ],
    ['the form of an MCP server', { name: 'add', title: 'Add', description: 'Adds.', inputSchema: parameters }],
    ["the Responses API's form", { type: 'function', name: 'add', description: 'Adds.', parameters, strict: null }],
  ])('are converted from %s', async (_name, one) => {
    const { model, emulator } = await chat()
    await model.invoke('Add!', { tools: [one] })
    await model.bindTools([one]).invoke('Add!')
    const sent = {
      type: 'function',
      function: { name: 'add', description: 'Adds.', parameters: expect.objectContaining(parameters) },
    }
    expect(bodies(emulator).map(({ tools }) => tools)).toEqual([[sent], [sent]])
  })

  it('without parameters have an empty schema', async () => {
    const { model, emulator } = await chat()
    await model.bindTools([{ type: 'function', function: { name: 'now' } }]).invoke('Go!')
    await model.bindTools([{ type: 'function', name: 'now', defer_loading: true }]).invoke('Go!')
    await model.bindTools([{ name: 'now', cache_control: { type: 'ephemeral' } }]).invoke('Go!')
    expect(bodies(emulator)[0]!['tools']).toEqual([
      { type: 'function', function: { name: 'now', parameters: { type: 'object', properties: {} } } },
    ])
  })

  it.each([
    ['auto', 'auto'],
    ['none', 'none'],
    ['any', 'required'],
    ['required', 'required'],
    ['add', { type: 'function', function: { name: 'add' } }],
    [
      { type: 'function', function: { name: 'add' } },
      { type: 'function', function: { name: 'add' } },
    ],
    [
      { type: 'tool', name: 'add' },
      { type: 'function', function: { name: 'add' } },
    ],
    [{ type: 'any' }, 'required'],
  ])('are chosen by %j', async (choice, sent) => {
    const { model, emulator } = await chat()
    await model.invoke('Add!', { tools: [{ name: 'add', parameters }], tool_choice: choice })
    expect(bodies(emulator)[0]!['tool_choice']).toEqual(sent)
  })

  it.each([
    [
      'subtract',
      "`tool_choice` is \"subtract\"; it must be 'auto', 'none', 'any', 'required' or one of the tools: \"add\".",
    ],
    [{ type: 'function', function: { name: 'subtract' } }, '`tool_choice` is "subtract"'],
    [5, '`tool_choice` is 5'],
    [{}, '`tool_choice` is {}'],
  ])('are not chosen by %j', async (choice, message) => {
    const { model, emulator } = await chat()
    const options = { tools: [{ name: 'add', parameters }], tool_choice: choice as string }
    const error = await failure(model.invoke('Add!', options))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain(message)
    expect(emulator.requests).toEqual([])
  })

  it.each([
    [
      { type: 'mcp', headers: { Authorization: 'Bearer must-not-show' } },
      '`tools[0]` is {"type":"mcp","headers":{"Authorization":"<redacted>"}}; it must be a LangChain tool',
    ],
    [{ type: 'web_search' }, '`tools[0]` is {"type":"web_search"}; it must be a LangChain tool or an OpenAI function'],
    [
      { type: 'web_search_20250305', name: 'web_search', max_uses: 5 },
      '`tools[0]` is a tool of the type "web_search_20250305", which the provider runs: {',
    ],
    [{ type: 'bash_20250124', name: 'bash' }, 'a tool of the type "bash_20250124"'],
    [{ type: 'custom', name: 'run_sql', format: { type: 'text' } }, 'a tool of the type "custom"'],
    [
      { name: 'add', description: 'Adds.', params: parameters },
      '`tools[0]` has no `parameters`, but has `params`. Pass the schema as `parameters`.',
    ],
    [{ type: 'function', function: { name: 'add', arguments: parameters } }, 'but has `arguments`.'],
    [{ name: 'add', schema: 5 }, '`tools[0].schema` is 5, which is not a schema'],
    [{ name: 'add', parameters: 'a: number' }, '`tools[0].parameters` is "a: number", which is not a schema'],
    ['add', '`tools[0]` is "add"'],
    [null, '`tools[0]` is null'],
  ])('are rejected as %j', async (one, message) => {
    const { model } = await chat()
    for (const call of [
      async () => model.bindTools([one as BindToolsInput]).invoke('Add!'),
      () => model.invoke('Add!', { tools: [one as BindToolsInput] }),
    ]) {
      const error = await failure(call)
      expect(error).toBeInstanceOf(ConfigurationError)
      expect(error.message).toContain(message)
    }
  })

  it.each([
    [
      { type: 'auto', disable_parallel_tool_use: true },
      { tool_choice: 'auto', parallel_tool_calls: false },
    ],
    [
      { type: 'tool', name: 'add', disable_parallel_tool_use: true },
      { tool_choice: { type: 'function', function: { name: 'add' } }, parallel_tool_calls: false },
    ],
    [{ type: 'any', disable_parallel_tool_use: false }, { tool_choice: 'required' }],
  ])('are called one at a time if the choice says so: %j', async (choice, sent) => {
    const { model, emulator } = await chat()
    const tools = [{ name: 'add', parameters }]
    await model.invoke('Add!', { tools, tool_choice: choice as never })
    await model.bindTools(tools, { tool_choice: choice as never, parallelToolCalls: true }).invoke('Add!')
    const [alone, told] = bodies(emulator).map(({ tool_choice, parallel_tool_calls }) => ({
      tool_choice,
      parallel_tool_calls,
    }))
    expect(alone).toEqual({ parallel_tool_calls: undefined, ...sent })
    expect(told).toEqual({ ...sent, parallel_tool_calls: true })
  })

  it('called with invalid JSON become `invalid_tool_calls`', async () => {
    for (const args of ['{"a":', '[1]', 'a: 1']) {
      const { model } = await chat({ replies: [{ toolCalls: [{ id: 'x', name: 'add', arguments: args }], times: 2 }] })
      for (const message of [await model.invoke('Add!'), await joined(model.stream('Add!'))]) {
        expect(message.tool_calls).toEqual([])
        const invalid = {
          type: 'invalid_tool_call',
          id: 'x',
          name: 'add',
          args,
          error: expect.stringContaining('JSON'),
        }
        expect(message.invalid_tool_calls).toEqual([invalid])
      }
    }
  })

  it('are rejected with the formatter’s own error if it does not support them', async () => {
    const codec: ContentCodec = {
      formatRequest({ tools }) {
        if (tools !== undefined) throw new ConfigurationError('This format has no `tools`.', { setting: 'tools' })
        return {}
      },
      parseResponse: () => ({ text: '' }),
    }
    class Toolless extends ContentFormatterBase {
      override readonly name = 'toolless'
      override readonly codecs = { serverless: codec }
    }
    const { model, emulator } = await chat({}, { contentFormatter: Toolless })
    const tools = [{ name: 'add', parameters }]
    for (const call of [() => model.invoke('Add!', { tools }), async () => collect(model.stream('Add!', { tools }))]) {
      const error = await failure(call)
      expect(error).toBeInstanceOf(ConfigurationError)
      expect(error.message).toBe('This format has no `tools`.')
      expect(getRetryable(error)).toBe(false)
    }
    expect(emulator.requests).toEqual([])
  })
})
