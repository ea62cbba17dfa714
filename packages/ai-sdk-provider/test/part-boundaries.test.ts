import { generateText, type ModelMessage } from 'ai'
import { describe, expect, it } from 'vitest'
import { emulate, routes } from './emulator.ts'

const text = (words: string) => ({ type: 'text' as const, text: words })
const call = { type: 'tool-call' as const, toolCallId: 't1', toolName: 'lookUp', input: {} }
const result = (output: object): ModelMessage =>
  ({
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId: 't1', toolName: 'lookUp', output }],
  }) as ModelMessage
const words = (value: string) => ({
  type: 'file' as const,
  mediaType: 'text/plain',
  data: new TextEncoder().encode(value),
})

/** Every place where several texts can be, with what is sent for them. */
const places: [name: string, messages: ModelMessage[], sent: unknown][] = [
  [
    'a user message, as parts',
    [{ role: 'user', content: [text('10'), text('20')] }],
    [{ role: 'user', content: [text('10'), text('20')] }],
  ],
  [
    'a user message with text files, as parts',
    [{ role: 'user', content: [text('10'), words('20')] }],
    [{ role: 'user', content: [text('10'), text('20')] }],
  ],
  [
    'an answer, joined by a line break',
    [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [text('10'), text('20')] },
      { role: 'user', content: 'Go on' },
    ],
    [{}, { role: 'assistant', content: '10\n20' }, {}],
  ],
  [
    'an answer around its reasoning, joined by a line break',
    [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [text('10'), { type: 'reasoning', text: 'Hm.' }, text('20')] },
      { role: 'user', content: 'Go on' },
    ],
    [{}, { role: 'assistant', content: '10\n20' }, {}],
  ],
  [
    'a tool result, joined by a line break',
    [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [call] },
      result({ type: 'content', value: [text('10'), text('20')] }),
    ],
    [{}, {}, { role: 'tool', content: '10\n20' }],
  ],
  [
    'a tool result with text files, joined by a line break',
    [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [call] },
      result({
        type: 'content',
        value: [text('10'), { type: 'file', mediaType: 'text/plain', data: { type: 'text', text: '20' } }],
      }),
    ],
    [{}, {}, { role: 'tool', content: '10\n20' }],
  ],
]

describe.each(Object.entries(routes))('several texts in one message, sent to a %s endpoint,', (type, route) => {
  it.each(places)('stay apart in %s', async (_name, messages, sent) => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    await generateText({ model: emulator.provider(route)(), messages })
    const body = (await emulator.body()) as { input_data?: { input_string: unknown }; messages?: unknown }
    expect(type === 'dedicated' ? body.input_data?.input_string : body.messages).toMatchObject(sent as object)
  })

  it('stay apart as system messages', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    await generateText({
      model: emulator.provider(route)(),
      instructions: [
        { role: 'system', content: '10' },
        { role: 'system', content: '20' },
      ],
      prompt: 'Hi',
    })
    const body = (await emulator.body()) as { input_data?: { input_string: unknown }; messages?: unknown }
    expect(type === 'dedicated' ? body.input_data?.input_string : body.messages).toMatchObject([
      { role: 'system', content: '10' },
      { role: 'system', content: '20' },
      {},
    ])
  })
})

describe('reasoning in several parts', () => {
  it('is joined by a line break', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    const parts = ['First.', '', 'Second.'].map((one) => ({ type: 'reasoning' as const, text: one }))
    await generateText({
      model: emulator.provider(routes.serverless, { sendReasoning: true })(),
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: [...parts, text('Yes.')] },
        { role: 'user', content: 'Go on' },
      ],
    })
    const { messages } = (await emulator.body()) as { messages: unknown[] }
    expect(messages[1]).toEqual({ role: 'assistant', content: 'Yes.', reasoning_content: 'First.\nSecond.' })
  })
})
