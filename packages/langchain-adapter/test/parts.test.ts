import { ConfigurationError } from '@azureml-endpoints/core'
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { toCoreMessages } from '../src/to-core/messages.ts'
import { apiTypes, chat, failure, sentMessages } from './endpoint.ts'

const call = new AIMessage({ content: '', tool_calls: [{ id: 'a', name: 'look', args: {} }] })
const two = [
  { type: 'text', text: '10' },
  { type: 'text', text: '20' },
]

/** The forms in which LangChain's messages carry two texts. */
const forms: readonly [string, object][] = [
  ['blocks', { content: two }],
  ['standard blocks', { contentBlocks: two }],
  ['blocks of version 1', { content: two, response_metadata: { output_version: 'v1' } }],
  ['blocks without a type', { content: [{ text: '10' }, { text: '20' }] }],
  ['strings', { content: ['10', '20'] }],
  ["OpenAI's Responses blocks", { content: two.map(({ text }) => ({ type: 'input_text', text })) }],
  ['blocks that LangChain does not know', { content: two.map((value) => ({ type: 'non_standard', value })) }],
]

describe.each(apiTypes)('the texts of one message, %s', (apiType) => {
  async function sent(messages: BaseMessage[]): Promise<Record<string, unknown>[]> {
    const { model, emulator } = await chat({}, {}, apiType)
    await model.invoke(messages)
    return sentMessages(emulator)
  }

  it.each(forms)('stay apart in %s', async (_name, fields) => {
    const messages = [
      new SystemMessage(fields),
      new HumanMessage(fields),
      new AIMessage(fields),
      new HumanMessage('Look!'),
      call,
      new ToolMessage({ ...fields, tool_call_id: 'a' } as { content: string; tool_call_id: string }),
    ]
    const [system, user, assistant, , , tool] = await sent(messages)
    expect([system, assistant, tool].map((message) => message?.['content'])).toEqual(['10\n20', '10\n20', '10\n20'])
    // Either both parts, or lines where the format has one string.
    expect([two, '10\n20']).toContainEqual(user?.['content'])
  })

  it('stay one sentence where a provider splits it at its citations or its tokens', async () => {
    const cited = [
      { type: 'text', text: 'It is' },
      { type: 'text', text: ' sunny', citations: [{ type: 'char_location' }] },
      { type: 'text', text: ', or so they say.' },
    ]
    const referenced = [
      { type: 'text', text: 'Paris' },
      { type: 'reference', referenceIds: [1] },
      { type: 'text', text: ', of course.' },
    ]
    const tokens = ['Par', 'is', '!'].map((text) => ({ type: 'text', text }))
    const contents = (await sent([
      new HumanMessage('Hello'),
      new AIMessage({ content: cited }),
      new AIMessage({ content: referenced }),
      new AIMessageChunk({ content: tokens }),
      new HumanMessage('Go on.'),
    ])) as { content: string }[]
    expect(contents.map(({ content }) => content)).toEqual([
      'Hello',
      'It is sunny, or so they say.',
      'Paris, of course.',
      'Paris!',
      'Go on.',
    ])
  })
})

it('a refusal in an ai message is its text', async () => {
  const { model, emulator } = await chat()
  const said = new AIMessage({ content: [{ type: 'refusal', refusal: 'I will not.' }] })
  await model.invoke([new HumanMessage('Hello'), said, new HumanMessage('Why?')])
  expect(sentMessages(emulator)[1]).toEqual({ role: 'assistant', content: 'I will not.' })
})

it('the order inside a message is kept where the format has one', async () => {
  const { model, emulator } = await chat()
  const picture = { type: 'image_url', image_url: { url: 'https://a.b/c.png' } }
  const asked = [{ type: 'text', text: 'Before' }, picture, { type: 'text', text: 'after' }]
  const said = new AIMessage({
    contentBlocks: [
      { type: 'reasoning', reasoning: 'First.' },
      { type: 'text', text: 'I look.' },
      { type: 'tool_call', id: 'a', name: 'look', args: {} },
      { type: 'reasoning', reasoning: 'Then.' },
      { type: 'text', text: 'One moment.' },
    ],
  })
  const result = new ToolMessage({ content: 'x', tool_call_id: 'a' })
  await model.invoke([new HumanMessage({ content: asked }), said, result])
  const [user, assistant] = sentMessages(emulator)
  expect(user?.['content']).toEqual(asked)
  expect(assistant).toMatchObject({ content: 'I look.\nOne moment.', tool_calls: [{ id: 'a' }] })
  expect(toCoreMessages([said])).toMatchObject([{ reasoning: 'First.\nThen.' }])
})

async function sentParts(content: object): Promise<unknown> {
  const { model, emulator } = await chat()
  await model.invoke([new HumanMessage({ content: content as [] })])
  return sentMessages(emulator)[0]?.['content']
}

const data = 'aGVsbG8='
const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }
const pdf = { type: 'file', file: { filename: 'file.pdf', file_data: `data:application/pdf;base64,${data}` } }

describe('the media of a user message', () => {
  it.each([
    [
      'an Anthropic document',
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data } },
      pdf,
    ],
    ['a Google block', { type: 'media', mimeType: 'application/pdf', data }, pdf],
    ['a Google part', { inlineData: { mimeType: 'image/png', data } }, image],
    ['a file that is an image', { type: 'file', data, mimeType: 'image/png' }, image],
    ['a Responses image', { type: 'input_image', image_url: `data:image/png;base64,${data}` }, image],
    [
      'a Responses file',
      { type: 'input_file', filename: 'file.pdf', file_data: `data:application/pdf;base64,${data}` },
      pdf,
    ],
    ['an MCP resource', { type: 'resource', resource: { uri: 'file:///a', mimeType: 'image/png', blob: data } }, image],
    [
      'a standard video',
      { type: 'video', url: 'https://a.b/c.mp4' },
      { type: 'video_url', video_url: { url: 'https://a.b/c.mp4' } },
    ],
    [
      'a vLLM video',
      { type: 'video_url', video_url: { url: 'https://a.b/c.mp4' } },
      { type: 'video_url', video_url: { url: 'https://a.b/c.mp4' } },
    ],
    [
      'a video of bytes',
      { type: 'video', data, mimeType: 'video/mp4' },
      { type: 'video_url', video_url: { url: `data:video/mp4;base64,${data}` } },
    ],
    [
      'a linked recording',
      { type: 'audio_url', audio_url: { url: 'https://a.b/c.mp3' } },
      { type: 'audio_url', audio_url: { url: 'https://a.b/c.mp3' } },
    ],
    [
      "Mistral's recording",
      { type: 'input_audio', input_audio: 'UklGRgAAAABXQVZF' },
      { type: 'input_audio', input_audio: { data: 'UklGRgAAAABXQVZF', format: 'wav' } },
    ],
  ])('are sent from %s', async (_name, block, part) => {
    expect(await sentParts([{ type: 'text', text: 'Look:' }, block])).toEqual([{ type: 'text', text: 'Look:' }, part])
  })

  it.each([
    ['an OpenAI part', { type: 'image_url', image_url: { url: 'https://a.b/c.png', detail: 'low' } }],
    ['a Responses image', { type: 'input_image', image_url: 'https://a.b/c.png', detail: 'low' }],
    ['a standard block', { type: 'image', url: 'https://a.b/c.png', metadata: { detail: 'low' } }],
  ])('keep the detail of %s', async (_name, block) => {
    const wire = { type: 'image_url', image_url: { url: 'https://a.b/c.png', detail: 'low' } }
    expect(await sentParts([{ type: 'text', text: 'Look:' }, block])).toEqual([{ type: 'text', text: 'Look:' }, wire])
  })

  it.each([
    [
      'a document of text',
      { type: 'document', title: 'Notes', source: { type: 'text', media_type: 'text/plain', data: 'It rains.' } },
      'Notes\nIt rains.',
    ],
    [
      'a search result',
      { type: 'search_result', source: 'https://a.b', title: 'T', content: [{ type: 'text', text: 'It rains.' }] },
      [
        { type: 'text', text: 'T\nhttps://a.b' },
        { type: 'text', text: 'It rains.' },
      ],
    ],
    ['an MCP resource of text', { type: 'resource', resource: { uri: 'file:///a', text: 'It rains.' } }, 'It rains.'],
    ['a plain text file', { type: 'text-plain', text: 'It rains.' }, 'It rains.'],
    [
      'a plain text file with a title',
      { type: 'text-plain', text: 'It rains.', title: 'Log', context: 'of May' },
      'Log\nof May\nIt rains.',
    ],
    [
      'a plain text file as base64',
      { type: 'text-plain', mimeType: 'text/plain', data: btoa('It rains.'), title: 'Log' },
      'Log\nIt rains.',
    ],
    [
      'a plain text file as bytes',
      { type: 'text-plain', mimeType: 'text/plain', data: new TextEncoder().encode('Größe') },
      'Größe',
    ],
  ])('are text in %s', async (_name, block, content) => {
    expect(await sentParts([block])).toEqual(content)
  })
})

describe('a plain text file', () => {
  it.each([
    [{}, 'is a text-plain block without text. Set its `text`.'],
    [{ data: '%' }, 'has data that are not base64. Pass its bytes, or set its `text`.'],
    [{ url: 'https://a.b/log.txt' }, 'messages[0].content[0]'],
    [{ fileId: 'file-1' }, 'refers to a file stored by another provider ("file-1")'],
  ])('is refused as %j', async (fields, problem) => {
    const { model, emulator } = await chat()
    const error = await failure(
      model.invoke([new HumanMessage({ content: [{ type: 'text-plain', ...fields }] as never })]),
    )
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain(problem)
    expect(emulator.requests).toEqual([])
  })
})

it('what a user or a system message has for Bedrock only is read or left out', async () => {
  const { model, emulator } = await chat()
  const cachePoint = { cachePoint: { type: 'default' } }
  const guarded = { type: 'guard_content', guardContent: { text: { text: 'Hello!' } } }
  const system = [{ type: 'text', text: 'Be brief.' }, cachePoint]
  await model.invoke([
    new SystemMessage({ content: system as never }),
    new HumanMessage({ content: [guarded, cachePoint] as never }),
  ])
  expect(sentMessages(emulator)).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello!' },
  ])
})

describe('a tool result', () => {
  async function sentResult(content: unknown): Promise<unknown[]> {
    const { model, emulator } = await chat()
    const result = new ToolMessage({ content: content as string, tool_call_id: 'a' })
    await model.invoke([new HumanMessage('Look!'), call, result])
    return sentMessages(emulator).slice(2)
  }

  it.each([
    ['an object', { rain: true }, '{"rain":true}'],
    ['a list', [1, 2], '[1,2]'],
    ['a list in a list', [[{ a: 1 }]], '[[{"a":1}]]'],
    ['a list of objects', [{ a: 1 }, { a: 2 }], '[{"a":1},{"a":2}]'],
    ['a number', 5, '5'],
    ['false', false, 'false'],
    ['nothing', undefined, ''],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['text beside data', ['a', { b: 1 }, 2], 'a\n{"b":1}\n2'],
    ['a list of files', [{ type: 'file', path: 'a.txt' }], '{"type":"file","path":"a.txt"}'],
    [
      'search hits',
      [
        { title: 'A', url: 'https://a.b', text: 'It rains.' },
        { title: 'B', url: 'https://c.d', text: 'It snows.' },
      ],
      '[{"title":"A","url":"https://a.b","text":"It rains."},{"title":"B","url":"https://c.d","text":"It snows."}]',
    ],
    ['a list of tasks', [{ id: 1, text: 'Buy milk', done: false }], '[{"id":1,"text":"Buy milk","done":false}]'],
    [
      'a list of found lines',
      [{ type: 'file', path: 'a.txt', text: 'It rains.' }],
      '{"type":"file","path":"a.txt","text":"It rains."}',
    ],
    [
      'a list of links to files',
      [{ type: 'file', name: 'README.md', size: 9, url: 'https://a.b/README.md' }],
      '{"type":"file","name":"README.md","size":9,"url":"https://a.b/README.md"}',
    ],
    [
      'a list of documents',
      [{ type: 'document', id: 7, score: 0.5, content: 'It rains.' }],
      '{"type":"document","id":7,"score":0.5,"content":"It rains."}',
    ],
    ['a row with JSON', [{ id: 1, json: { a: 2 } }], '[{"id":1,"json":{"a":2}}]'],
    ['texts with what belongs to a text', [{ type: 'text', text: 'Yes.', annotations: [], id: 'a' }], 'Yes.'],
    ['an object whose type names a medium', { type: 'profile', rain: true }, '{"type":"profile","rain":true}'],
    ['a call of another provider', [{ type: 'file_search_call', id: 'a' }], '{"type":"file_search_call","id":"a"}'],
    ['a cache point of Bedrock', [{ cachePoint: { type: 'default' } }, { text: 'Yes.' }], 'Yes.'],
    ['data of Bedrock', [{ json: { rain: true } }, { text: 'Yes.' }], '{"rain":true}\nYes.'],
    ['a block of a kind that nobody knows', [{ type: 'forecast', rain: true }], '{"type":"forecast","rain":true}'],
    [
      'search results',
      [{ type: 'search_result', source: 'https://a.b', title: 'T', content: [{ type: 'text', text: 'It rains.' }] }],
      'T\nhttps://a.b\nIt rains.',
    ],
  ])('is sent as text with %s', async (_name, content, text) => {
    expect(await sentResult(content)).toEqual([{ role: 'tool', content: text, tool_call_id: 'a' }])
  })

  it.each([
    ['a link', { type: 'image', url: 'https://a.b/c.png', mimeType: 'image/png', metadata: { name: 'c' } }],
    ['data with fields of its own', { type: 'image', data: 'iVBORw0KGgo=', mimeType: 'image/png', width: 3 }],
    ["OpenAI's part", { type: 'image_url', image_url: { url: 'https://a.b/c.png' } }],
    ["Anthropic's block", { type: 'image', source: { type: 'url', url: 'https://a.b/c.png' }, cache_control: {} }],
  ])('has its picture sent as one: %s', async (_name, block) => {
    const [said, files] = await sentResult([block])
    expect(said).toMatchObject({ role: 'tool', tool_call_id: 'a' })
    expect(files).toMatchObject({ role: 'user', content: [{ type: 'text' }, { type: 'image_url' }] })
  })

  it('says which tool returned which files, in order', async () => {
    const { model, emulator } = await chat()
    const calls = ['a', 'b'].map((id) => ({ id, name: 'look', args: {} }))
    await model.invoke([
      new HumanMessage('Look!'),
      new AIMessage({ content: '', tool_calls: calls }),
      ...calls.map(({ id }) => new ToolMessage({ content: [image, { type: 'text', text: id }], tool_call_id: id })),
    ])
    expect(sentMessages(emulator).slice(2)).toEqual([
      { role: 'tool', content: 'a', tool_call_id: 'a' },
      { role: 'tool', content: 'b', tool_call_id: 'b' },
      {
        role: 'user',
        content: [
          { type: 'text', text: expect.stringContaining('"a"') },
          image,
          { type: 'text', text: expect.stringContaining('"b"') },
          image,
        ],
      },
    ])
  })

  it('is refused if it refers to a file that only another provider has', async () => {
    const error = await failure(sentResult([{ type: 'image', fileId: 'file-1' }]))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain('messages[2].content[0] refers to a file stored by another provider')
  })
})

describe('the arguments of a call', () => {
  it.each([
    ['text of JSON', '{"a":1}', '{"a":1}'],
    ['no text', '', '{}'],
    ['text that is cut off', '{"a":', '{}'],
    ['a list', [1], '{}'],
    ['nothing', undefined, '{}'],
  ])('are a JSON object, from %s', async (_name, args, sent) => {
    const { model, emulator } = await chat()
    const said = new AIMessage({ content: '', tool_calls: [{ id: 'a', name: 'look', args: args as never }] })
    await model.invoke([new HumanMessage('Look!'), said, new ToolMessage({ content: 'x', tool_call_id: 'a' })])
    expect(sentMessages(emulator)[1]).toMatchObject({ tool_calls: [{ function: { arguments: sent } }] })
  })

  it('are found in the content of a message that was made by hand', async () => {
    const { model, emulator } = await chat()
    const said = new AIMessage({ content: [{ type: 'tool_use', id: 'a', name: 'look', input: { b: 2 } }] })
    await model.invoke([new HumanMessage('Look!'), said, new ToolMessage({ content: 'x', tool_call_id: 'a' })])
    expect(sentMessages(emulator)[1]).toMatchObject({ tool_calls: [{ id: 'a', function: { arguments: '{"b":2}' } }] })
  })
})
