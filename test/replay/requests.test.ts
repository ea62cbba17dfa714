import { describe, expect, it } from 'vitest'
import { ContentFormatterBase } from '../../packages/core/src/index.ts'
import { loadFormatters } from '../../scripts/replay/families/formatters.ts'
import { mistralFaults } from '../../scripts/replay/requests/mistral-rules.ts'
import { own, replayRequest } from '../../scripts/replay/requests/replay-request.ts'

const recorded = {
  model: 'made-up-1',
  messages: [
    { role: 'system', content: 'Answer in one line.' },
    { role: 'user', content: [{ type: 'text', text: 'Coat or no coat?' }, image()] },
    { role: 'assistant', content: null, tool_calls: [call()] },
    { role: 'tool', tool_call_id: 'call_1', content: '3 degrees' },
  ],
  tools: [{ type: 'function', function: { name: 'weather', description: 'The weather', parameters: schema() } }],
  tool_choice: 'auto',
  temperature: 0.2,
  max_tokens: 50,
  stop: 'END',
  stream: true,
  stream_options: { include_usage: true },
}

function image(): object {
  return { type: 'image_url', image_url: { url: 'https://example.com/sky.png', detail: 'low' } }
}

function call(): object {
  return { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }
}

function schema(): object {
  return { type: 'object', properties: { city: { type: 'string' } } }
}

describe('a recorded request', () => {
  it('is written again as it was recorded, and by all others or refused', async () => {
    const verdicts = await replayRequest(JSON.stringify(recorded), await loadFormatters())
    expect(verdicts.find(({ formatter }) => formatter === own)).toMatchObject({ kind: 'equal' })
    const cohere = verdicts.find(({ formatter }) => formatter.startsWith('CohereContentFormatter'))
    expect(cohere).toMatchObject({ kind: 'refused', reasons: [expect.stringContaining('image')] })
  })

  it.each([
    ['a role', { messages: [{ role: 'developer', content: 'Hi' }] }, 'no field for the role developer'],
    ['a name', { messages: [{ role: 'user', name: 'Ada', content: 'Hi' }] }, 'no field for a name on a message'],
    ['a part', { messages: [{ role: 'user', content: [{ type: 'smell' }] }] }, 'no field for a part of type smell'],
    ['a tool', { messages: [], tools: [{ type: 'custom' }] }, 'no field for a tool of type custom'],
  ])('is refused for %s that core has no field for', async (_name, body, reason) => {
    const verdicts = await replayRequest(JSON.stringify(body), await loadFormatters())
    expect(verdicts).toEqual([{ formatter: own, kind: 'refused', reasons: [reason] }])
  })

  it('is left alone if it is not a conversation', async () => {
    expect(await replayRequest('{"prompt":"Hi"}', await loadFormatters())).toEqual([])
    expect(await replayRequest(undefined, await loadFormatters())).toEqual([])
  })

  it.each([
    ['loses a message', { ...recorded, messages: recorded.messages.slice(1) }, /^messages: /],
    ['changes a parameter', { ...recorded, temperature: 1 }, /^temperature: 0.2 recorded, 1 written/],
    ['adds a field', { ...recorded, extra: true }, /^extra: /],
  ])('is red for a formatter that %s', async (_name, written, reason) => {
    class Broken extends ContentFormatterBase {
      override readonly name = 'broken'
      override readonly codecs = { serverless: { formatRequest: () => written, parseResponse: () => ({ text: '' }) } }
    }
    const formatters = new Map([['CustomOpenAIChatContentFormatter', Broken]])
    const [verdict] = await replayRequest(JSON.stringify(recorded), formatters)
    expect(verdict).toMatchObject({ kind: 'wrong', reasons: [expect.stringMatching(reason)] })
  })
})

describe("Mistral's rules", () => {
  const assistant = { role: 'assistant', content: '', tool_calls: [{ id: 'abcdefgh1' }] }
  const tool = { role: 'tool', tool_call_id: 'abcdefgh1', content: '3' }

  it('are kept by a conversation of theirs', () => {
    expect(mistralFaults({ messages: [{ role: 'user', content: 'Hi' }, assistant, tool] })).toEqual([])
  })

  it.each([
    [[{ ...assistant, tool_calls: [{ id: 'call_1' }] }], 'the id call_1 is not nine letters or digits'],
    [[assistant, { ...tool, tool_call_id: 'abcdefgh2' }], 'no call has the id abcdefgh2'],
    [[assistant, tool, { role: 'user', content: 'And?' }], 'a user message follows a tool message'],
    [[{ role: 'assistant', content: '' }], 'an assistant message has neither text nor calls'],
  ])('are broken by %j', (messages, fault) => {
    expect(mistralFaults({ messages })).toEqual([fault])
    expect(mistralFaults({ input_data: { input_string: messages } })).toEqual([fault])
  })
})
