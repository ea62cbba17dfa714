import {
  type LanguageModelV4FilePart,
  type LanguageModelV4Prompt,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { callWith } from './picky-formatter.ts'

type Message = LanguageModelV4Prompt[number]

const text = (words: string) => ({ type: 'text' as const, text: words })
const data = { type: 'data' as const, data: 'iVBORw0KGgo=' }
const png: LanguageModelV4FilePart = { type: 'file', mediaType: 'image/png', data }
const jpeg: LanguageModelV4FilePart = { type: 'file', mediaType: 'image/jpeg', data }
const pngByUrl: LanguageModelV4FilePart = { ...png, data: { type: 'url', url: new URL('https://made-up.example/a') } }
const user = (...content: Extract<Message, { role: 'user' }>['content']): Message => ({ role: 'user', content })
const calls = (id: string, words: string): Message => ({
  role: 'assistant',
  content: [text(words), { type: 'tool-call', toolCallId: id, toolName: 'map', input: {} }],
})
const results = (id: string, ...files: LanguageModelV4FilePart[]): Message => ({
  role: 'tool',
  content: [
    {
      type: 'tool-result',
      toolCallId: id,
      toolName: 'map',
      output: files.length === 0 ? { type: 'text', value: 'Rome' } : { type: 'content', value: files as never },
    },
  ],
})

/** Two earlier turns, and the current one, which calls tools too. */
const prompt: LanguageModelV4Prompt = [
  user(text('Look'), png),
  calls('1', 'Let me see.'),
  results('1'),
  calls('2', ''),
  results('2'),
  user(png, jpeg, pngByUrl),
  { role: 'assistant', content: [text('Seen.')] },
  user(text('And?'), png),
  calls('3', 'Well.'),
  results('3'),
]
const { request: complete } = await callWith(undefined, { prompt })
const { messages } = complete
const leftOut = '(Files that this model cannot read were left out.)'

/** Returns a message with these of its parts. */
function withParts(at: number, ...parts: number[]): object {
  const content = messages[at]?.content as readonly unknown[]
  return { role: 'user', content: parts.map((part) => content[part]) }
}

describe('what the formatter rejects in an earlier turn is removed with everything of its kind, and nothing else', () => {
  const withoutPng = messages.with(0, withParts(0, 0) as never).with(5, withParts(5, 1, 2) as never)
  const withoutCalls = [messages[0], { role: 'assistant', content: 'Let me see.' }, ...messages.slice(5)]
  const image = 'image in an earlier message'
  const tools = 'tool calls in earlier messages'

  it.each<[string, string, readonly unknown[]]>([
    ['messages[0].content[1]', image, withoutPng],
    ['messages[0].content[1].data', image, withoutPng],
    ['messages[0].content', image, withoutPng],
    ['messages[0]', image, withoutPng],
    ['messages[5].content[0]', image, withoutPng],
    ['messages[5].content[1]', image, messages.with(5, withParts(5, 0, 2) as never)],
    ['messages[5].content[2].url', image, messages.with(5, withParts(5, 0, 1) as never)],
    ['messages[1].toolCalls[0].id', tools, withoutCalls],
    ['messages[2]', tools, withoutCalls],
    ['messages[4].toolCallId', tools, withoutCalls],
    ['messages[6].content', tools, withoutCalls],
  ])('%s: %s', async (setting, feature, expected) => {
    const { request, warnings } = await callWith(setting, { prompt })
    expect(warnings).toEqual([{ type: 'unsupported', feature, details: `${setting} is beyond this model.` }])
    expect(request).toEqual({ ...complete, messages: expected })
  })

  it('a message that has nothing else', async () => {
    const { request } = await callWith('messages[0]', { prompt: [user(png, png), ...prompt.slice(6, 8)] })
    expect(request.messages).toMatchObject([{ content: leftOut }, {}, { content: [{}, { type: 'image' }] }])
  })

  it.each([
    [[png], leftOut],
    [[png, png], leftOut],
    [
      [png, jpeg],
      [{ type: 'text' }, { type: 'text' }, { type: 'text' }, { mediaType: 'image/jpeg' }],
    ],
  ])('the files of tool results, even in the current turn: %#', async (files, content) => {
    const turn = [user(text('Look'), png), calls('1', ''), results('1', ...files)]
    const { request, warnings } = await callWith('messages[3].content[2]', { prompt: turn })
    expect(request.messages).toMatchObject([{ content: [{}, { type: 'image' }] }, {}, {}, { role: 'user', content }])
    expect(warnings.slice(1)).toMatchObject([{ feature: 'image in an earlier message' }])
  })
})

describe('what the formatter rejects is an error', () => {
  const spoken: LanguageModelV4Prompt = [
    { role: 'system', content: 'Be brief.' },
    user(text('Hi'), text('there')),
    { role: 'assistant', content: [text('Hello')] },
    user(png),
    user(text('And?')),
  ]

  it.each<[string, LanguageModelV4Prompt, string]>([
    ['in the current message', prompt, 'messages[7].content[1]'],
    ['in a call of the current turn', prompt, 'messages[8].toolCalls[0].id'],
    ['in a result of the current turn', prompt, 'messages[9].content'],
    ['in no message', prompt, 'messages[10].content'],
    ['in a text', prompt, 'messages[0].content[0]'],
    ['in no part', prompt, 'messages[0].content[2]'],
    ['in a message of the system', spoken, 'messages[0].content'],
    ['in a message of texts', spoken, 'messages[1].content'],
    ['in an answer, and there are no tool calls', spoken, 'messages[2].content'],
    ['in the first of several current messages', spoken, 'messages[3].content[0]'],
  ])('%s', async (_where, conversation, setting) => {
    const failed = callWith(setting, { prompt: conversation })
    await expect(failed).rejects.toSatisfy(UnsupportedFunctionalityError.isInstance)
    const message = `${setting} is beyond this model.`
    await expect(failed).rejects.toMatchObject({ functionality: setting, message })
  })
})
