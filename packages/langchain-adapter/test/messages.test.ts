import { ConfigurationError } from '@azureml-endpoints/core'
import {
  AIMessage,
  type BaseMessage,
  ChatMessage,
  FunctionMessage,
  HumanMessage,
  RemoveMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { chat, failure, sentMessages } from './endpoint.ts'

const data = 'aGVsbG8='
const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }

/** Returns the messages that the endpoint receives. */
async function sent(...messages: BaseMessage[]): Promise<unknown[]> {
  const { model, emulator } = await chat()
  await model.invoke(messages)
  return sentMessages(emulator)
}

describe('a user message', () => {
  it.each([
    ['a standard block', { type: 'image', data, mimeType: 'image/png' }, image],
    ['a standard block of bytes', { type: 'image', data: Buffer.from(data, 'base64'), mimeType: 'image/png' }, image],
    ['an older data block', { type: 'image', source_type: 'base64', data, mime_type: 'image/png' }, image],
    ['an OpenAI part', image, image],
    [
      'an OpenAI part with a bare URL',
      { type: 'image_url', image_url: 'https://a.b/c.png' },
      { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
    ],
    ['an Anthropic block', { type: 'image', source: { type: 'base64', media_type: 'image/png', data } }, image],
    [
      'a standard block with a URL',
      { type: 'image', url: 'https://a.b/c.png' },
      { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
    ],
    [
      'an OpenAI recording',
      { type: 'input_audio', input_audio: { data, format: 'wav' } },
      { type: 'input_audio', input_audio: { data, format: 'wav' } },
    ],
    [
      'a standard recording',
      { type: 'audio', data, mimeType: 'audio/wav' },
      { type: 'input_audio', input_audio: { data, format: 'wav' } },
    ],
    [
      'an OpenAI file',
      { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${data}` } },
      { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${data}` } },
    ],
    [
      'a standard file',
      { type: 'file', data, mimeType: 'application/pdf', metadata: { filename: 'a.pdf' } },
      { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${data}` } },
    ],
    [
      'an older file of plain text',
      { type: 'file', source_type: 'text', text: 'plain' },
      { type: 'text', text: 'plain' },
    ],
  ])('is sent with %s', async (_name, block, part) => {
    const content = [{ type: 'text', text: 'Look:' }, image, block]
    const [message] = await sent(new HumanMessage({ content }))
    expect(message).toEqual({ role: 'user', content: [{ type: 'text', text: 'Look:' }, image, part] })
  })

  it('is sent with content blocks', async () => {
    const contentBlocks = [
      { type: 'text' as const, text: 'Look:' },
      { type: 'image' as const, url: 'https://a.b/c.png' },
    ]
    expect(await sent(new HumanMessage({ contentBlocks }))).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look:' },
          { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
        ],
      },
    ])
  })

  it.each([
    [{ type: 'tool_result', content: 'x' }, 'Pass the result of a tool as a ToolMessage.'],
    [
      { type: 'image', fileId: 'file-1' },
      'messages[1].content[1] refers to a file stored by another provider ("file-1")',
    ],
    [{ type: 'image' }, 'messages[1].content[1] has neither data nor a URL'],
    [{ type: 'whatever' }, 'messages[1].content[1] is a block of type "whatever"'],
  ])('is rejected with %j', async (block, message) => {
    const { model, emulator } = await chat()
    const content = [{ type: 'text', text: 'Look:' }, block]
    const error = await failure(model.invoke([new SystemMessage('Look well.'), new HumanMessage({ content })]))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain(message)
    expect(emulator.requests).toEqual([])
  })
})

describe('a tool result', () => {
  it('has its images sent in a following user message', async () => {
    const calls = ['a', 'b'].map((id) => ({ id, name: 'look', args: {} }))
    const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
    const messages = [
      new HumanMessage('Look!'),
      new AIMessage({ content: '', tool_calls: calls }),
      new ToolMessage({ content: [{ type: 'text', text: 'A cat.' }, picture], tool_call_id: 'a' }),
      new ToolMessage({ content: 'A dog.', tool_call_id: 'b' }),
    ]
    expect(((await sent(...messages)) as unknown[]).slice(2)).toEqual([
      { role: 'tool', content: 'A cat.', tool_call_id: 'a' },
      { role: 'tool', content: 'A dog.', tool_call_id: 'b' },
      { role: 'user', content: [{ type: 'text', text: expect.stringContaining('tool results') }, picture] },
    ])
  })
})

describe('an assistant message', () => {
  it('is sent with its tool calls and their results', async () => {
    const messages = [
      new HumanMessage('Add!'),
      new AIMessage({ content: '', tool_calls: [{ id: 'a', name: 'add', args: { a: 1 } }], name: 'model' }),
      new ToolMessage({
        content: [
          { type: 'text', text: '1' },
          { type: 'text', text: '0' },
        ],
        tool_call_id: 'a',
      }),
    ]
    expect(await sent(...messages)).toMatchInlineSnapshot(`
      [
        {
          "content": "Add!",
          "role": "user",
        },
        {
          "content": "",
          "role": "assistant",
          "tool_calls": [
            {
              "function": {
                "arguments": "{"a":1}",
                "name": "add",
              },
              "id": "a",
              "type": "function",
            },
          ],
        },
        {
          "content": "1
      0",
          "role": "tool",
          "tool_call_id": "a",
        },
      ]
    `)
  })

  it('of another provider is sent without its reasoning', async () => {
    const anthropic = new AIMessage({
      content: [
        { type: 'thinking', thinking: 'Hm.', signature: 'x' },
        { type: 'text', text: 'Hi' },
      ],
      response_metadata: { model_provider: 'anthropic' },
    })
    const standard = new AIMessage({
      contentBlocks: [
        { type: 'reasoning', reasoning: 'Hm.' },
        { type: 'text', text: 'Ho' },
      ],
    })
    expect(await sent(anthropic, standard)).toEqual([
      { role: 'assistant', content: 'Hi' },
      { role: 'assistant', content: 'Ho' },
    ])
  })

  it('is sent with an invalid tool call if that has a result', async () => {
    const invalid = { type: 'invalid_tool_call' as const, name: 'add', args: '{"a":' }
    const said = new AIMessage({
      content: '',
      invalid_tool_calls: [
        { ...invalid, id: 'a' },
        { ...invalid, id: 'b' },
      ],
    })
    const result = new ToolMessage({ content: 'Not JSON.', tool_call_id: 'a', status: 'error' })
    expect(await sent(new HumanMessage('Add!'), said, result)).toMatchObject([
      { role: 'user' },
      { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'add', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'a' },
    ])
  })
})

describe('other messages', () => {
  it('are sent if their role is known', async () => {
    const developer = new SystemMessage({ content: 'Dev.', additional_kwargs: { __openai_role__: 'developer' } })
    const messages = [
      developer,
      new ChatMessage('Sys.', 'system'),
      new ChatMessage('Hi', 'user'),
      new ChatMessage('Ho', 'assistant'),
    ]
    expect(await sent(...messages)).toEqual([
      { role: 'system', content: 'Dev.' },
      { role: 'system', content: 'Sys.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Ho' },
    ])
  })

  const noFormat = 'which no chat format supports. Pass system, human, ai and tool messages.'
  it.each([
    [
      new FunctionMessage({ name: 'f', content: 'x' }),
      'messages[1]',
      `is a message with the role "function", ${noFormat}`,
    ],
    [new ChatMessage('x', 'critic'), 'messages[1]', `is a message with the role "critic", ${noFormat}`],
    [new RemoveMessage({ id: '1' }), 'messages[1]', `is a message with the role "remove", ${noFormat}`],
    [
      new SystemMessage({ content: [image] }),
      'messages[1].content[0]',
      'is a block of type "image", which cannot be sent in a system message. Pass it in a human message.',
    ],
    [
      new AIMessage({ content: '', tool_calls: [{ name: 'f', args: {} }] }),
      'messages[1].tool_calls[0].id',
      'is missing: a tool result refers to its call by this id. Set it.',
    ],
    [
      new ToolMessage({ content: 'x' } as { content: string; tool_call_id: string }),
      'messages[1].tool_call_id',
      'is missing: it identifies the call that this is the result of. Set it.',
    ],
    [
      new AIMessage({ content: '', response_metadata: { output: ['a', 5] } }),
      'response_metadata.output[1]',
      'is 5. Pass text or a content block.',
    ],
  ])('are rejected if no format supports them: %#', async (message, setting, problem) => {
    const { model } = await chat()
    const error = await failure(model.invoke([new HumanMessage('Hello'), message]))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ setting, message: `${setting} ${problem}` })
  })

  it('must not be empty', async () => {
    const { model } = await chat()
    expect(await failure(model.invoke([]))).toBeInstanceOf(ConfigurationError)
  })
})
