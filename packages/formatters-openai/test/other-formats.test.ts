import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter } from '../src/index.ts'
import { chunksOf, joined } from './joined-stream.ts'

const { serverless, dedicated } = new CustomOpenAIChatContentFormatter().codecs
const bodyOf = (message: object): object => ({ choices: [{ index: 0, message, finish_reason: 'stop' }] })
const eventOf = (delta: object): object => ({ choices: [{ index: 0, delta, finish_reason: 'stop' }] })

describe('a message whose text is where another format has it', () => {
  it.each<[message: object]>([
    [{ role: 'assistant', text: 'Hi' }],
    [{ output_text: 'Hi' }],
    [{ content: null, response: 'Hi' }],
    [{ answer: 'Hi' }],
    [{ role: 'assistant', output: [{ text: 'Hi' }] }],
    [{ parts: [{ text: 'Hi' }] }],
  ])('is rejected, whole and streamed: %j', (message) => {
    const name = Object.keys(message).at(-1)
    const error = new Error(`The message has no content, but ${name}, which is of another format.`)
    expect(() => serverless.parseResponse(bodyOf(message))).toThrow(error)
    expect(() => dedicated.parseResponse(bodyOf(message))).toThrow(error)
    const { content: _content, ...delta } = message as { content?: unknown }
    expect(() => chunksOf([eventOf(delta)])).toThrow(error)
  })

  it.each<[message: object]>([
    [{ role: 'assistant' }],
    [{ role: 'assistant', content: null, text: '', parts: [] }],
    [{}],
    [{ content: '', text: 'a field of the server' }],
  ])('may be empty: %j', (message) => {
    expect(serverless.parseResponse(bodyOf(message)).text).toBe('')
    expect(joined(chunksOf([eventOf({ role: 'assistant', ...message })])).text).toBe('')
  })

  it('is read from parts that have it as their content', () => {
    const content = [{ type: 'output_text', content: 'Hi' }]
    expect(serverless.parseResponse(bodyOf({ content })).text).toBe('Hi')
    expect(joined(chunksOf([eventOf({ content })])).text).toBe('Hi')
  })
})

describe('content that is an object', () => {
  it.each<[content: object, text: string]>([
    [{ type: 'text', text: 'Hi' }, 'Hi'],
    [{ type: 'text' }, '{"type":"text"}'],
    [{ text: 'Hi' }, '{"text":"Hi"}'],
    [{ type: 5, text: 'Hi' }, '{"type":5,"text":"Hi"}'],
    [{ type: 'text', text: 5 }, '{"type":"text","text":5}'],
    [{ city: 'Oslo' }, '{"city":"Oslo"}'],
  ])('%j is a part, or the JSON that was asked for', (content, text) => {
    expect(serverless.parseResponse(bodyOf({ content })).text).toBe(text)
    expect(joined(chunksOf([eventOf({ content })])).text).toBe(text)
  })
})
