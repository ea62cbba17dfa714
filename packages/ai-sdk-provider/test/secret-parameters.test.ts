import { inspect } from 'node:util'
import { APICallError } from '@ai-sdk/provider'
import { WORKFLOW_SERIALIZE } from '@ai-sdk/provider-utils'
import { embed, generateText, streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import type { AzureMLProviderSettings } from '../src/index.ts'
import { emulate, key, routes } from './emulator.ts'
import { hello } from './prompt.ts'

const secret = /must-not-show|test-key-0123456789/
const hidden = 'parameter-that-must-not-show'

const kinds: Record<string, Record<string, string | object>> = {
  'a key': { api_key: hidden },
  'a key in camel case': { apiKey: hidden },
  'a token': { access_token: hidden },
  'a password': { password: hidden },
  'a connection string': { connection_string: hidden },
  'a key of a data source': {
    data_sources: [{ type: 'azure_search', parameters: { authentication: { type: 'api_key', key: hidden } } }],
  },
  headers: { extra_headers: { Authorization: `Bearer ${hidden}`, 'x-functions-key': hidden } },
}

const settings: Record<string, AzureMLProviderSettings> = {
  'a header for a key': { headers: { 'x-api-key': 'header-that-must-not-show' } },
  'a header for a subscription': { headers: { 'Ocp-Apim-Subscription-Key': 'header-that-must-not-show' } },
  'a header with a token': { headers: { 'x-custom': 'Bearer header-that-must-not-show' } },
  'a function for the key': { endpointApiKey: () => key },
  ...Object.fromEntries(
    ['code', 'sig', 'subscription-key', 'api_key'].map((name): [string, AzureMLProviderSettings] => [
      `a query parameter named ${name}`,
      { endpointUrl: `https://x.test/v1/chat/completions?a=1&${name}=query-that-must-not-show` },
    ]),
  ),
  ...Object.fromEntries(Object.entries(kinds).map(([kind, modelKwargs]) => [kind, { modelKwargs }])),
}

/** Formats a value in the ways that loggers do. */
function shown(value: unknown): string {
  return `${inspect(value, { depth: 12, showHidden: true, maxStringLength: null })} ${JSON.stringify(value)}`
}

describe.each(Object.entries(settings))('%s among the settings', (_kind, given) => {
  it('does not appear in a provider, model or serialized model', async () => {
    const emulator = await emulate()
    const provider = emulator.provider(routes.serverless, given)
    for (const model of [provider('blue'), provider.embeddingModel('blue')]) {
      const { constructor } = model as { constructor: unknown } as {
        constructor: Record<symbol, (model: unknown) => unknown>
      }
      const serialized = constructor[WORKFLOW_SERIALIZE]!(model)
      for (const one of [provider, model, serialized]) expect(shown(one)).not.toMatch(secret)
    }
    expect(shown(provider('blue').supportedUrls)).not.toMatch(secret)
  })
})

const owners = ['the provider', 'a call'] as const
const cases = Object.entries(kinds).flatMap(([kind, modelKwargs]) =>
  owners.map((owner) => ({ kind, owner, modelKwargs })),
)

describe.each(cases)('$kind among the body parameters of $owner', ({ owner, modelKwargs }) => {
  const ofProvider = owner === 'the provider' ? { modelKwargs } : {}
  const ofCall = owner === 'a call' ? { providerOptions: { azureML: { modelKwargs: modelKwargs as never } } } : {}

  it('is sent, and does not appear in results', async () => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, ofProvider)()
    const whole = await generateText({ model, prompt: 'Hi', ...ofCall })
    const streamed = streamText({ model, prompt: 'Hi', ...ofCall })
    const results = [whole.request, whole.response, whole.steps, await streamed.request, await streamed.steps]
    const direct = [
      await model.doGenerate({ prompt: hello, ...ofCall }),
      await model.doStream({ prompt: hello, ...ofCall }),
    ]
    for (const one of [...results, ...direct]) expect(shown(one)).not.toMatch(secret)
    for (const { request } of direct) expect(JSON.stringify(request)).toContain('<redacted>')
    for (const { body } of await emulator.requests()) expect(body).toMatchObject(modelKwargs)
  })

  it('does not appear in errors', async () => {
    const emulator = await emulate()
    await emulator.fail({ status: 400, body: { error: { message: 'No' } } })
    const model = emulator.provider(routes.serverless, ofProvider)()
    const failed: unknown[] = []
    await generateText({ model, prompt: 'Hi', ...ofCall }).catch((error: unknown) => failed.push(error))
    await streamText({
      model,
      prompt: 'Hi',
      ...ofCall,
      onError: ({ error }) => void failed.push(error),
    }).consumeStream()
    expect(failed).toHaveLength(2)
    for (const error of failed) {
      expect(error).toSatisfy(APICallError.isInstance)
      // Its cause is core's own error, which contains the request.
      expect(shown(Object.assign(error as object, { cause: undefined }))).not.toMatch(secret)
    }
  })
})

it('a secret parameter of an embedding call does not appear in errors', async () => {
  const emulator = await emulate()
  await emulator.fail({ status: 400 })
  const model = emulator.provider('/v1/embeddings', { modelKwargs: { api_key: hidden } }).embeddingModel()
  const error = await embed({ model, value: 'Hi', maxRetries: 0 }).catch((reason: unknown) => reason)
  expect(error).toSatisfy(APICallError.isInstance)
  expect(shown(Object.assign(error as object, { cause: undefined }))).not.toMatch(secret)
})
