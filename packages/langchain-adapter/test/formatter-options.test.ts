import { ConfigurationError, formatterOptionNames, ContentFormatterBase } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { load } from '@langchain/core/load'
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields, AzureMLOnlineEndpoint } from '../src/index.ts'

import { bodies, chat, collect, endpoint, key, sentMessages } from './endpoint.ts'

const thought = new AIMessage({ content: 'Hi', additional_kwargs: { reasoning_content: 'Hm.' } })
const history = [new HumanMessage('Hello'), thought, new HumanMessage('And now?')]
const schema = { type: 'object', properties: { city: { type: 'string' } } }

describe.each([
  ['the default formatter', {}],
  ['a class', { contentFormatter: MistralChatContentFormatter }],
] satisfies [string, AzureMLChatOnlineEndpointFields][])('options of a formatter, with %s', (_name, fields) => {
  it('send the reasoning of earlier answers back', async () => {
    const { model, emulator } = await chat({}, { ...fields, sendReasoning: true })
    await model.invoke(history)
    // Each family has its own form for it.
    expect(JSON.stringify(sentMessages(emulator)[1])).toContain('Hm.')
  })

  it('rename parameters, ask for usage and put the schema into the prompt', async () => {
    const options = { maxTokensParameter: 'max_completion_tokens', streamUsage: false, jsonSchema: 'prompt' } as const
    const { model, emulator } = await chat({}, { ...fields, ...options, maxTokens: 5 })
    await collect(model.stream('Hello', { responseFormat: { type: 'json', schema } }))
    const [body] = bodies(emulator)
    expect(body).toMatchObject({ max_completion_tokens: 5 })
    expect(body).not.toHaveProperty('stream_options')
    expect(JSON.stringify(body?.['messages'])).toContain('city')
  })
})

it('the option `reasoning` leaves the text as the model wrote it', async () => {
  const reply = { raw: { body: { json: { choices: [{ message: { content: '<think>Hm.</think>Hi' } }] } } } }
  const { model } = await chat({ replies: [reply] }, { reasoning: 'off' })
  expect((await model.invoke('Hello')).content).toBe('<think>Hm.</think>Hi')
})

it('an option of the default formatter of a text model is a field, too', async () => {
  const emulator = await endpoint({ replies: [{ raw: { body: { json: { output: 'Once upon a time.' } } } }] })
  const fields = { endpointUrl: `${emulator.url}/score`, endpointApiKey: key, maxTokensParameter: 'max_length' }
  await new AzureMLOnlineEndpoint({ ...fields, maxTokens: 7 }).invoke('Once upon')
  expect(JSON.stringify(bodies(emulator)[0])).toContain('"max_length":7')
})

it('the options of all our formatters are fields', () => {
  const options = globSync(`${import.meta.dirname}/../../formatters-*/src`).flatMap((folder) => {
    const index = readFileSync(`${folder}/index.ts`, 'utf8')
    const sources = globSync(`${folder}/**/*.ts`).map((file) => readFileSync(file, 'utf8'))
    return Array.from(sources.join('\n').matchAll(/^export interface (\w*Options)\b[^]*?^}/gm))
      .filter(([, name = '']) => index.includes(name))
      .flatMap(([text]) => Array.from(text.matchAll(/^ {2}readonly (\w+)\?:/gm), ([, option = '']) => option))
  })
  expect(options.length).toBeGreaterThan(8)
  expect(options.filter((name) => !formatterOptionNames.includes(name as never))).toEqual([])
})

describe('options of a formatter are refused', () => {
  class Strict extends ContentFormatterBase {
    override readonly name = 'strict'
    override readonly codecs = new CustomOpenAIChatContentFormatter().codecs
  }

  it.each<[AzureMLChatOnlineEndpointFields, string]>([
    [
      { sendReasoning: true, contentFormatter: new CustomOpenAIChatContentFormatter() },
      'Pass it there: new CustomOpenAIChatContentFormatter({ sendReasoning: … }).',
    ],
    [{ sendReasoning: true, contentFormatter: Strict }, 'The formatter Strict has no option `sendReasoning`.'],
    [{ reasoning: { effort: 'low' } as never }, 'Pass the effort as `reasoningEffort`.'],
  ])('%#: with the way out', (fields, message) => {
    const endpointUrl = 'https://my-ep.eastus2.inference.ml.azure.com/v1/chat/completions'
    const create = () => new AzureMLChatOnlineEndpoint({ endpointUrl, endpointApiKey: key, ...fields })
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(message)
  })
})

it('options of a formatter are stored with the model, and part of its cache key', async () => {
  const { model } = await chat({}, { sendReasoning: true })
  const { model: other } = await chat({}, {})
  const importMap = { chat_models__azureml_chat_endpoint: { AzureMLChatOnlineEndpoint } }
  const secretsMap = { AZUREML_ENDPOINT_API_KEY: key }
  const revived = await load<AzureMLChatOnlineEndpoint>(JSON.stringify(model), { importMap, secretsMap })
  // oxlint-disable-next-line no-underscore-dangle -- the name is LangChain's
  expect(revived._identifyingParams()).toMatchObject({ sendReasoning: true })
  // oxlint-disable-next-line no-underscore-dangle -- the name is LangChain's
  expect(other._identifyingParams()).not.toHaveProperty('sendReasoning')
})
