import { describe, expect, it, vi } from 'vitest'
import {
  CustomOpenAIChatContentFormatter,
  LlamaChatContentFormatter,
  MistralChatContentFormatter,
  type OpenAIFormatterOptions,
} from '../src/index.ts'
import { refusalOf } from './conversation.ts'

const formatters = [CustomOpenAIChatContentFormatter, MistralChatContentFormatter, LlamaChatContentFormatter]

describe.each(formatters)('$name', (Formatter) => {
  const make = (options: unknown): unknown => new Formatter(options as OpenAIFormatterOptions)

  it('accepts all of its options', () => {
    vi.spyOn(console, 'warn').mockReturnValue()
    const options: Required<OpenAIFormatterOptions> = {
      maxTokensParameter: 'max_tokens',
      streamUsage: true,
      reasoning: 'off',
      sendReasoning: false,
      jsonSchema: 'prompt',
    }
    expect(make(options)).toBeInstanceOf(Formatter)
    expect(make({ reasoning: undefined, jsonSchema: undefined })).toBeInstanceOf(Formatter)
    for (const reasoning of ['auto', 'field', 'off']) expect(make({ reasoning })).toBeInstanceOf(Formatter)
    for (const jsonSchema of ['native', 'prompt']) expect(make({ jsonSchema })).toBeInstanceOf(Formatter)
    expect(() => make({ maxTokensParameter: ' ' })).toThrow(
      "the name of a body parameter, such as 'max_completion_tokens'",
    )
  })

  it.each([
    ['send_reasoning', true, 'Use `sendReasoning`.'],
    ['max_tokens_parameter', 'x', 'Use `maxTokensParameter`.'],
    ['jsonschema', 'prompt', 'Use `jsonSchema`.'],
    [
      'temperature',
      1,
      'The names are `maxTokensParameter`, `streamUsage`, `reasoning`, `sendReasoning`, `jsonSchema`.',
    ],
  ])('rejects the unknown option %s', (name, value, advice) => {
    expect(refusalOf(() => make({ [name]: value }))).toEqual({
      setting: name,
      message: `\`${name}\` is unknown. ${advice}`,
    })
  })

  it.each([
    ['maxTokensParameter', ''],
    ['maxTokensParameter', ' '],
    ['maxTokensParameter', 3],
    ['streamUsage', 'yes'],
    ['streamUsage', null],
    ['reasoning', 'on'],
    ['reasoning', true],
    ['sendReasoning', 'always'],
    ['jsonSchema', 'tool'],
    ['jsonSchema', { type: 'object' }],
  ])('rejects %s: %j', (name, value) => {
    const { setting, message } = refusalOf(() => make({ [name]: value }))
    expect(setting).toBe(name)
    expect(message).toContain(`\`${name}\` of the formatter is ${JSON.stringify(value)}; it must be `)
  })

  it.each([null, 'prompt', true])('rejects %j as options', (options) => {
    expect(refusalOf(() => make(options)).setting).toBe('options')
  })
})

it('names the values of an option', () => {
  const options = { reasoning: 'on' } as unknown as OpenAIFormatterOptions
  expect(refusalOf(() => new CustomOpenAIChatContentFormatter(options)).message).toMatchInlineSnapshot(
    `"\`reasoning\` of the formatter is "on"; it must be 'auto' or 'field' or 'off'."`,
  )
})
