import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fakeFetch } from '../../core/src/testing/index.ts'
import { AzureMLChatOnlineEndpoint, AzureMLEmbeddings } from '../src/index.ts'
import { failure } from './endpoint.ts'

const endpoint = { endpointUrl: 'https://e.westeurope.inference.ml.azure.com/v1/chat/completions', endpointApiKey: 'k' }
const answer = (message: object, finish_reason = 'stop'): object => ({ choices: [{ message, finish_reason }] })

/** Returns the body that asks for an answer that matches a schema. */
async function sent(schema: unknown, config: object): Promise<Record<string, unknown>> {
  const fetch = fakeFetch(answer({ content: '{}' }))
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, fetch })
  await model
    .withStructuredOutput(schema as object, config)
    .invoke('Who?')
    .catch(() => {})
  return fetch.requests[0]?.body as Record<string, unknown>
}

const schema = { type: 'object', properties: { a: { type: 'number' } } }
const standIn = 'A function available to call.'

describe('the schema, its name and its description are read from', () => {
  it.each<[string, unknown, object, object]>([
    ['a schema', schema, {}, { name: 'extract', schema }],
    ['a schema with a title', { ...schema, title: 'T', description: 'D' }, {}, { name: 'T', description: 'D' }],
    ['a name of its own', { ...schema, title: 'T' }, { name: 'N' }, { name: 'N' }],
    ['a name with other characters', schema, { name: 'a b.c-d' }, { name: 'a_b_c-d', schema }],
    ['empty ones', { ...schema, title: '', description: '' }, {}, { name: 'extract' }],
    ['a function', { name: 'f', description: 'D', parameters: schema }, {}, { name: 'f', description: 'D', schema }],
    ['a tool', { type: 'function', function: { name: 'f', parameters: schema } }, {}, { name: 'f', schema }],
    [
      'a function of another type',
      { type: 'object', function: schema },
      {},
      { schema: { type: 'object', function: schema } },
    ],
    ['a Zod schema', z.object({ a: z.number() }).describe('D'), {}, { name: 'extract', description: 'D' }],
    ['a strict one', schema, { strict: true }, { schema, strict: true }],
    ['a lenient one', schema, { strict: false }, { schema, strict: false }],
  ])('%s', async (_what, given, config, shape) => {
    const { schema: parameters, ...expected } = shape as Record<string, unknown>
    const bySchema = await sent(given, { ...config, method: 'jsonSchema' })
    const {
      name: _,
      schema: found,
      ...shown
    } = (bySchema['response_format'] as { json_schema: Record<string, unknown> }).json_schema
    const { name = 'extract', ...rest } = expected
    expect(bySchema['response_format']).toEqual({ type: 'json_schema', json_schema: { ...rest, name, schema: found } })
    expect(Object.keys(shown).toSorted()).toEqual(Object.keys(rest).toSorted())
    if (parameters !== undefined) expect(found).toEqual(parameters)
    const { tools, tool_choice } = await sent(given, config)
    expect(tool_choice).toEqual({ type: 'function', function: { name } })
    const described = { description: standIn, ...rest, name, parameters: found }
    expect(tools).toEqual([{ type: 'function', function: described }])
  })

  it.each([null, 5, true])('no schema: %j', async (given) => {
    const model = new AzureMLChatOnlineEndpoint({ ...endpoint, fetch: fakeFetch(answer({ content: '' })) })
    const error = await failure(async () => model.withStructuredOutput(given as never).invoke('Who?'))
    const problem = 'which is not a schema: pass a Zod, Standard or JSON Schema.'
    expect(error.message).toBe(`\`schema\` is ${String(given)}, ${problem}`)
  })
})

describe('an answer without a call says why:', () => {
  const unsupported = " If the deployment does not support tools, use the method 'jsonSchema' or 'jsonMode'."
  const call = (args: string): object => ({
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'extract', arguments: args } }],
  })
  it.each<[object, string, string]>([
    [{ content: 'Hi.' }, 'stop', `its text is: "Hi.".${unsupported}`],
    [{ content: 'Hi' }, 'length', 'its text is: "Hi". The answer was cut off: increase `maxTokens`.'],
    [
      { content: 'Hi' },
      'content_filter',
      'its text is: "Hi". A content filter of the endpoint removed the answer: change the prompt, or the filter.',
    ],
    [call('[1]'), 'tool_calls', 'its call is invalid: The arguments are not a JSON object..'],
    [
      call('[1]'),
      'length',
      'its call is invalid: The arguments are not a JSON object.. The answer was cut off: increase `maxTokens`.',
    ],
  ])('%j, %s', async (message, reason, problem) => {
    const model = new AzureMLChatOnlineEndpoint({ ...endpoint, fetch: fakeFetch(answer(message, reason)) })
    const error = await failure(model.withStructuredOutput(schema).invoke('Who?'))
    expect(error.message.split('\n')[0]).toBe(`The answer does not call "extract"; ${problem}`)
  })
})

it('a tool choice that is none of the tools names them all', async () => {
  const tools = ['a', 'b'].map((name) => ({ name, parameters: schema }))
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, fetch: fakeFetch(answer({ content: '' })) })
  const error = await failure(model.invoke('Hi', { tools, tool_choice: 'c' }))
  expect(error.message).toBe(
    "`tool_choice` is \"c\"; it must be 'auto', 'none', 'any', 'required' or one of the tools: \"a\", \"b\".",
  )
})

it.each([
  ['/v1/embed', { texts: ['a'], input_type: 'search_document' }],
  ['/v1/embed/', { texts: ['a'], input_type: 'search_document' }],
  ['/v2/embed', { model: 'model', texts: ['a'], input_type: 'search_document', embedding_types: ['float'] }],
  ['/v1/embeddings', { input: ['a'] }],
  ['/v2/embeddings', { input: ['a'] }],
  ['/v1/embed/other', { input: ['a'] }],
])('embeddings at %s have the format of that path and of no longer one', async (path, body) => {
  const fetch = fakeFetch({
    data: [{ index: 0, embedding: [1] }],
    embeddings: path.startsWith('/v1') ? [[1]] : { float: [[1]] },
  })
  const endpointUrl = `https://e.westeurope.inference.ml.azure.com${path}`
  const fields = { endpointUrl, endpointApiType: 'serverless' as const, endpointApiKey: 'k', fetch }
  expect(await new AzureMLEmbeddings(fields).embedDocuments(['a'])).toEqual([[1]])
  expect(fetch.requests[0]?.body).toEqual(body)
})
