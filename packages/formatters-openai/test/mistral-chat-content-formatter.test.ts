import { ContentFormatterBase } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { MistralChatContentFormatter } from '../src/index.ts'
import { contextOf, messagesOf, question, refusalOf } from './conversation.ts'

const mistral = new MistralChatContentFormatter()
const system = { role: 'system', content: 'Few words.' } as const
const user = { role: 'user', content: 'Hello' } as const

describe('MistralChatContentFormatter', () => {
  it('has a name, and no required options', () => {
    expect(mistral).toBeInstanceOf(ContentFormatterBase)
    expect(mistral.name).toBe('mistral')
    expect(Object.keys(mistral.codecs)).toEqual(['dedicated', 'serverless'])
  })

  it('folds the system message into the first user message', () => {
    const messages = [system, user, { role: 'assistant', content: 'Hi' }, { role: 'user', content: 'Bye' }] as const
    expect(messagesOf({ messages }, mistral)).toMatchInlineSnapshot(`
      [
        {
          "content": "Few words.

      Hello",
          "role": "user",
        },
        {
          "content": "Hi",
          "role": "assistant",
        },
        {
          "content": "Bye",
          "role": "user",
        },
      ]
    `)
  })

  it('starts with a user message, which is the system message if the model speaks first', () => {
    const messages = [system, { role: 'assistant', content: 'Hi' }, user] as const
    expect(messagesOf({ messages }, mistral)).toEqual([
      { role: 'user', content: 'Few words.' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Hello' },
    ])
    expect(messagesOf({ messages: messages.slice(1) }, mistral)).toEqual([
      { role: 'user', content: '' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Hello' },
    ])
  })

  it('joins several system messages at the start', () => {
    const second = { role: 'system', content: 'No jokes.' } as const
    expect(messagesOf({ messages: [system, second, user] }, mistral)).toEqual([
      { role: 'user', content: 'Few words.\n\nNo jokes.\n\nHello' },
    ])
  })

  it('adds a text part to a message with parts', () => {
    const content = [{ type: 'image', url: 'https://example.org/a.png' }] as const
    expect(messagesOf({ messages: [system, { role: 'user', content }] }, mistral)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Few words.' },
          { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        ],
      },
    ])
  })

  it('does not change a conversation without a system message', () => {
    expect(messagesOf(question('Hello'), mistral)).toEqual([{ role: 'user', content: 'Hello' }])
  })

  it('folds a schema too', () => {
    const prompting = new MistralChatContentFormatter({ jsonSchema: 'prompt' })
    const responseFormat = { type: 'json', schema: { type: 'array' } } as const
    expect(messagesOf({ messages: [user], responseFormat }, prompting)).toEqual([
      { role: 'user', content: expect.stringMatching(/^Answer with JSON only[^]*\{"type":"array"\}\n\nHello$/) },
    ])
    const refusal = refusalOf(() => messagesOf({ messages: [user, system], responseFormat }, prompting))
    expect(refusal.setting).toBe('messages[1]')
  })

  it('rejects a system message after others', () => {
    const refusal = refusalOf(() => messagesOf({ messages: [system, user, system] }, mistral))
    expect(refusal).toMatchInlineSnapshot(`
      {
        "message": "messages[2] is a system message after other messages, but this model takes instructions only at the start of the conversation. Put all instructions there.",
        "setting": "messages[2]",
      }
    `)
  })

  it('rejects a system message that is not first', () => {
    expect(refusalOf(() => messagesOf({ messages: [user, system] }, mistral))).toMatchInlineSnapshot(`
      {
        "message": "messages[1] is a system message after other messages, but this model takes instructions only at the start of the conversation. Put all instructions there.",
        "setting": "messages[1]",
      }
    `)
  })

  it('rejects a system message with no user message to fold it into', () => {
    expect(refusalOf(() => messagesOf({ messages: [system] }, mistral))).toMatchInlineSnapshot(`
      {
        "message": "There is a system message but no user message: this model has no system role, so the system message is sent as part of the first user message. Add a user message.",
        "setting": "messages",
      }
    `)
  })

  it('reports the position of an invalid part in the request, not in the body', () => {
    const messages = [system, { role: 'user', content: [{ type: 'image', data: 'AAAA' }] }] as const
    const refusal = refusalOf(() => messagesOf({ messages }, mistral))
    expect(refusal.setting).toBe('messages[1].content[0]')
  })

  it('parses responses like the other formatters, including streams', () => {
    const { dedicated, serverless } = mistral.codecs
    expect(dedicated.parseResponse({ output: 'Hi' }).text).toBe('Hi')
    expect(serverless.parseResponse({ choices: [{ message: { content: 'Hi' } }] }).text).toBe('Hi')
    expect(serverless.openStream()({ choices: [{ delta: { content: 'Hi' } }] })).toEqual({ text: 'Hi' })
    expect(dedicated.openStream()({ output: 'Hi' })).toMatchObject({ text: 'Hi' })
    expect(dedicated.formatRequest({ ...question('Hello'), maxTokens: 1 }, contextOf('dedicated'))).toHaveProperty(
      'input_data.parameters.max_new_tokens',
      1,
    )
  })
})
