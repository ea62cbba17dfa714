import type { LanguageModelV4Prompt, SharedV4Warning } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { callWith } from './picky-formatter.ts'
import { hello } from './prompt.ts'

type ToolContent = Extract<LanguageModelV4Prompt[number], { role: 'tool' }>['content']

/** A conversation with calls of two tools and these results. */
function conversation(...outputs: object[]): LanguageModelV4Prompt {
  const calls = ['1', '2'].map((id) => ({ type: 'tool-call' as const, toolCallId: id, toolName: `t${id}`, input: {} }))
  const results = outputs.map((output, index) => Object.assign({}, calls[index], { type: 'tool-result', output }))
  return [...hello, { role: 'assistant', content: calls }, { role: 'tool', content: results as object as ToolContent }]
}

/** Returns the messages after the calls, and the warnings. */
async function sent(
  prompt: LanguageModelV4Prompt,
): Promise<{ messages: object[]; warnings: readonly SharedV4Warning[] }> {
  const { request, warnings } = await callWith(undefined, { prompt })
  return { messages: request.messages.slice(2), warnings }
}

const content = (...value: object[]): object => ({ type: 'content', value })
const image = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'iVBORw0KGgo=' } }
const follow = {
  type: 'compatibility',
  feature: 'files in tool results',
  details: 'Tool messages contain only text; the files follow in a user message.',
}
const asJson = (type: string): object => ({
  type: 'compatibility',
  feature: `tool result of type ${type}`,
  details: 'It is sent as JSON.',
})
const leftOut = (feature: string): object => ({
  type: 'unsupported',
  feature,
  details: 'It cannot be sent, so it is left out.',
})
const heading = { type: 'text', text: 'The files from the tool results above:' }
const sentImage = {
  type: 'image',
  mediaType: 'image/png',
  filename: undefined,
  detail: undefined,
  data: 'iVBORw0KGgo=',
}

describe('a tool result', () => {
  it.each<[string, object, string, object[]]>([
    ['nothing, as JSON', { type: 'json', value: undefined }, 'null', []],
    ['nothing, as the JSON of an error', { type: 'error-json', value: undefined }, 'null', []],
    ['of a newer type', { type: 'table', value: [1] }, '[1]', [asJson('table')]],
    ['of a newer type without a value', { type: 'row', a: 1 }, '{"type":"row","a":1}', [asJson('row')]],
    ['of a newer type that JSON cannot represent', { type: 'call', value: () => 1 }, 'null', [asJson('call')]],
    ['no parts', content(), '', []],
    [
      'a text file among parts',
      content({ type: 'text', text: 'a' }, { ...image, mediaType: 'text/csv', data: { type: 'text', text: 'b,c' } }),
      'a\nb,c',
      [],
    ],
    [
      'a part of a newer type alone',
      content({ type: 'custom', kind: 'a.b' }),
      'The result cannot be shown.',
      [leftOut('custom part in the result of t1')],
    ],
    [
      'a file that no endpoint takes, beside text',
      content({ type: 'text', text: 'a' }, { ...image, mediaType: 'model/stl' }),
      'a',
      [leftOut('file of media type model/stl in the result of t1')],
    ],
  ])('can be %s', async (_what, output, text, warnings) => {
    const outcome = await sent(conversation(output, { type: 'text', value: 'b' }))
    expect(outcome.messages).toEqual([
      { role: 'tool', toolCallId: '1', content: text },
      { role: 'tool', toolCallId: '2', content: 'b' },
    ])
    expect(outcome.warnings).toEqual(warnings)
  })

  it('with files is followed by those of all results, under one heading', async () => {
    const outcome = await sent(conversation(content(image, { ...image, filename: 'b.png' }), content(image)))
    expect(outcome.messages).toEqual([
      { role: 'tool', toolCallId: '1', content: 'The result follows as a file.' },
      { role: 'tool', toolCallId: '2', content: 'The result follows as a file.' },
      {
        role: 'user',
        content: [
          heading,
          { type: 'text', text: 'a file of t1' },
          sentImage,
          { type: 'text', text: 'b.png of t1' },
          { ...sentImage, filename: 'b.png' },
          { type: 'text', text: 'a file of t2' },
          sentImage,
        ],
      },
    ])
    expect(outcome.warnings).toEqual([follow])
  })

  it('may stand beside an approval, which is left out', async () => {
    const prompt = conversation({ type: 'text', value: 'a' }, { type: 'text', value: 'b' })
    const results = prompt.at(-1)?.content as ToolContent
    const approval = { type: 'tool-approval-response' as const, approvalId: '1', approved: true }
    const outcome = await sent([...prompt.slice(0, -1), { role: 'tool', content: [approval, ...results] }])
    expect(outcome.messages).toHaveLength(2)
    expect(outcome.warnings).toEqual([leftOut('tool-approval-response in a tool message')])
  })
})
