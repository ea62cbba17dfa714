import { describe, expect, it } from 'vitest'
import type { EndpointEmulatorOptions, EndpointImage, Reply } from '../src/index.ts'
import { asking } from './posting.ts'
import { type WireCase, answerTexts } from './wire-text.ts'

// The whole answers of routes, as they stand in test/fixtures/wire.

/** Makes the cases of one route from bodies. */
function bodiesOf(path: string, options: EndpointEmulatorOptions, bodies: readonly unknown[]): WireCase[] {
  return bodies.map((body) => ({ name: JSON.stringify(body), path, body, options }))
}

/** Makes the cases of one body that get different replies. */
function repliesOf(path: string, image: EndpointImage, body: unknown, replies: readonly Reply[]): WireCase[] {
  return replies.map((reply) => ({ name: JSON.stringify(reply), path, body, options: { image, replies: [reply] } }))
}

describe('the whole answer of', () => {
  it('/score to each shape of body', async () => {
    const one = { max_tokens: 1, max_new_tokens: 2, max_completion_tokens: 3 }
    const bodies = [
      { input_data: { input_string: asking('a'), parameters: one } },
      { input_data: { input_string: asking('a') }, parameters: one },
      { input_data: { input_string: asking('a'), parameters: { max_tokens: 1 } }, params: { max_tokens: 2 } },
      { input_data: { input_string: 'a', parameters: one } },
      { input_data: { input_string: ['a', 'b'], parameters: { ...one, return_full_text: true } } },
      { input_data: { input_string: [], parameters: one } },
      { input_data: { input_string: ['a', { role: 'user' }], parameters: one } },
      { input_data: { input_string: 5 } },
      { input_data: { data: [['a', 1], 'b', []] } },
      { input_data: { data: [] } },
      { input_data: ['a', 5, { b: null }], params: one },
      { input_data: 'a' },
      { input_data: null },
      { inputs: 'a', parameters: { ...one, return_full_text: true } },
      { inputs: ['a', 'b'], params: { max_tokens: 1 }, parameters: { max_tokens: 2 } },
      { inputs: { input_string: 'a' }, parameters: one },
      { inputs: { input_string: ['a', 'b'] }, parameters: one },
      { inputs: 5, parameters: one },
      { inputs: null },
      { inputs: ['a', 5] },
      { inputs: [] },
      { inputs: {} },
      { inputs: { input_string: 5 } },
      { inputs: { input_string: ['a', null] } },
      { input_data: { input_string: asking('a'), parameters: { ...one, stream: true } } },
    ]
    const classic = await answerTexts(
      'classic',
      bodiesOf('/score', { image: 'classic', embeddingDimensions: 2 }, bodies),
    )
    const rich = { image: 'foundation', model: 'own', embeddingDimensions: 1 } as const
    await expect(classic + (await answerTexts('foundation', bodiesOf('/score', rich, bodies)))).toMatchFileSnapshot(
      'fixtures/wire/score-bodies.txt',
    )
  })

  it('/score to each kind of reply', async () => {
    const tools = [{ type: 'function', function: { name: 'f', description: 'd', parameters: { type: 'object' } } }]
    const body = { input_data: { input_string: asking('a'), parameters: { tools, tool_choice: 'required' } } }
    const replies: Reply[] = [
      '',
      'text',
      { text: 'text', finishReason: 'length', usage: { inputTokens: 3, outputTokens: 4 }, model: 'other' },
      { toolCalls: [{ id: 'i', name: 'f', arguments: { a: 1 } }] },
      { text: 'text', toolCalls: [{ name: 'f', arguments: '{}' }] },
      { reasoning: 'why', text: 'text' },
      { pieces: ['a', 'b'] },
    ]
    const cases = [
      ...repliesOf('/score', 'classic', body, replies),
      ...repliesOf('/score', 'foundation', body, replies),
    ]
    const made = await Promise.all([
      answerTexts('classic', cases.slice(0, replies.length)),
      answerTexts('foundation', cases.slice(replies.length)),
    ])
    await expect(made.join('')).toMatchFileSnapshot('fixtures/wire/score-replies.txt')
  })

  it('the routes that return a fixed value', async () => {
    const paths: Readonly<Record<EndpointImage, readonly string[]>> = {
      classic: ['/', '/info'],
      foundation: ['/', '/v1/models'],
      huggingface: ['/', '/health', '/v1/models'],
      'prompt-flow': ['/health'],
      'score-script': ['/', '/swagger.json', '/swagger.json?version=3', '/swagger.json?version=9'],
      serverless: ['/info'],
      foundry: ['/openai/v1/models'],
    }
    const cases = (image: EndpointImage, options: EndpointEmulatorOptions): WireCase[] =>
      paths[image].map((path) => ({ name: `GET ${path}`, path, method: 'GET', options: { image, ...options } }))
    const texts: string[] = []
    for (const image of Object.keys(paths) as EndpointImage[]) {
      texts.push(await answerTexts(image, cases(image, {})))
      texts.push(await answerTexts(`${image} with a model`, cases(image, { model: 'own' })))
    }
    const taken = ['OPTIONS', 'HEAD', 'PUT'].flatMap((method): WireCase[] =>
      ['/', '/score', '/swagger.json', '//score'].map((path) => ({
        name: `${method} ${path}`,
        path,
        method,
        options: { image: 'score-script', edge: false },
      })),
    )
    texts.push(await answerTexts('score-script without the edge', taken))
    await expect(texts.join('')).toMatchFileSnapshot('fixtures/wire/fixed.txt')
  })

  it('/embeddings to each shape of input', async () => {
    const invalid = [0, -1, 1.9, 'x', 8_193]
    const bodies = [
      { input: 'a b' },
      { input: ['a', 'b c'], model: 'm' },
      { input: [1, 2] },
      { input: ['a', [1, 2], { text: 'b' }] },
      { input: [1, 'a'] },
      { input: ['a', null] },
      { input: [true] },
      { input: 'a', encoding_format: 'base64' },
      { input: 'a', encoding_format: 'float', dimensions: 3 },
      { input: 'a', dimensions: 1, model: '' },
      { input: 'a', dimensions: null },
      ...invalid.map((dimensions) => ({ input: 'a', dimensions })),
      { input: '' },
      { input: [] },
      { input: 5 },
      {},
      [],
    ]
    const few = { image: 'serverless', embeddingDimensions: 2 } as const
    const vector = { image: 'serverless', replies: [{ embedding: [1, 2], model: 'other' }] } as const
    const text = [
      await answerTexts('two dimensions', bodiesOf('/embeddings', few, bodies)),
      await answerTexts('a vector', bodiesOf('/embeddings', vector, [{ input: ['a', 'b'] }])),
      await answerTexts(
        'a model',
        bodiesOf('/embeddings', { ...few, model: 'own' }, [{ input: 'a' }, { input: 'a', model: 'm' }]),
      ),
      await answerTexts(
        'openai',
        bodiesOf(
          '/openai/v1/embeddings',
          { image: 'foundry' },
          invalid.map((dimensions) => ({ model: 'm', input: 'a', dimensions })),
        ),
      ),
    ].join('')
    await expect(text).toMatchFileSnapshot('fixtures/wire/embeddings.txt')
    const many = await answerTexts('', bodiesOf('/embeddings', few, [{ input: 'a', dimensions: 8_192 }]))
    expect(many.split('"embedding":[')[1]?.split(']')[0]?.split(',')).toHaveLength(8_192)
  })

  it('Cohere’s first routes', async () => {
    const history = [
      { role: 'USER', message: 'a' },
      { role: 'CHATBOT', message: 'b' },
      { role: 'SYSTEM', message: 'c' },
      'none',
    ]
    const chats = [
      { message: 'Hi', max_tokens: 2 },
      { message: 'Hi', max_tokens: 2, chat_history: history },
      { message: 'Hi', stream: true, max_tokens: 2 },
      { message: 'Hi', stop_sequences: [' the'], tools: [{ name: 'f' }] },
      { message: 5 },
      {},
      [],
    ]
    const types = ['float', 'base64', 'int8', 'uint8', 'binary', 'ubinary']
    const embeds = [
      { texts: ['a', 'b c'] },
      { texts: ['a', 'b c'], embedding_types: null },
      ...[types, [], 'float', ['float', 'int4'], ['toString'], [null]].map((asked) => ({
        texts: ['a'],
        embedding_types: asked,
      })),
      { texts: ['a', 'b c', 5] },
      { texts: [null] },
      { texts: [] },
      { texts: 'a' },
      {},
      [],
    ]
    const few = { image: 'serverless', embeddingDimensions: 2 } as const
    const text = [
      await answerTexts('/v1/chat', bodiesOf('/v1/chat', few, chats)),
      await answerTexts('/v1/embed', bodiesOf('/v1/embed', few, embeds)),
      await answerTexts('a vector', repliesOf('/v1/embed', 'serverless', { texts: ['a'] }, [{ embedding: [1] }])),
    ].join('')
    await expect(text).toMatchFileSnapshot('fixtures/wire/cohere-v1.txt')
  })

  it('a prompt flow, whole and streamed', async () => {
    const asked = { question: 'a', chat_history: [{ inputs: { question: 'b' }, outputs: { answer: 'c' } }, {}, 5] }
    const accepting = (accept: string, options: EndpointEmulatorOptions = {}): WireCase => ({
      name: `${accept} ${JSON.stringify(options)}`,
      path: '/score',
      headers: { accept },
      body: asked,
      options: { image: 'prompt-flow', replies: [{ pieces: ['é', '', 'b'] }], ...options },
    })
    const cases = [
      ...[
        '*/*',
        'application/json',
        'application/*',
        'text/event-stream',
        'text/event-stream, */*',
        'text/plain',
      ].flatMap((accept) => [accepting(accept), accepting(accept, { flowStreams: false })]),
      accepting('*/*', { flowOutputs: { sources: ['a'] } }),
      accepting('text/event-stream', { flowOutputs: { sources: ['a'] } }),
    ]
    await expect(await answerTexts('prompt flow', cases)).toMatchFileSnapshot('fixtures/wire/prompt-flow.txt')
  })
})
