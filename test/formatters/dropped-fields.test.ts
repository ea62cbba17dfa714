import { describe, expect, it, vi } from 'vitest'
import {
  type AzureMLEndpointApiType,
  AzureMLEndpointClient,
  type ChatRequest,
  ConfigurationError,
  type ContentFormatterBase,
} from '../../packages/core/src/index.ts'
import { everyFormatter } from './every-formatter.ts'
import { fieldCases } from './field-cases.ts'

vi.spyOn(console, 'warn').mockImplementation(() => {})

const formatters = [...(await everyFormatter())]

/** Sends a request; returns the body, or the error before it. */
async function bodyOf(request: ChatRequest, formatter: ContentFormatterBase, apiType: AzureMLEndpointApiType) {
  let body: unknown
  const client = new AzureMLEndpointClient({
    endpointUrl: apiType === 'dedicated' ? 'https://x.test/score' : 'https://x.test/any',
    endpointApiType: apiType,
    endpointApiKey: 'made-up-key',
    contentFormatter: formatter,
    maxRetries: 0,
    fetch: (_, init) => {
      body = init?.body
      return Promise.resolve(new Response('{}', { status: 400 }))
    },
  })
  const error: unknown = await client.chat({ maxTokens: 64, ...request }).catch((thrown: unknown) => thrown)
  return body === undefined ? error : body
}

describe.each(formatters)('%s', (_name, Formatter) => {
  const formatter = new Formatter()
  const apiTypes = Object.keys(formatter.codecs) as AzureMLEndpointApiType[]

  it.each(apiTypes)('drops no field in silence on %s', async (apiType) => {
    const dropped: string[] = []
    for (const [kind, fields] of fieldCases) {
      for (const [field, [without, withField, ignored]] of Object.entries(fields)) {
        const before = await bodyOf(without, formatter, apiType)
        const after = await bodyOf(withField, formatter, apiType)
        const isRefused = after instanceof ConfigurationError
        if (typeof after !== 'string' && !isRefused) dropped.push(`${kind}.${field}: ${String(after)}`)
        else if (before === after && ignored === undefined) dropped.push(`${kind}.${field}`)
      }
    }
    expect(dropped).toEqual([])
  })
})

it('compares bodies: for every field but one, some formatter has a place', async () => {
  const placeless: string[] = []
  for (const [, fields] of fieldCases) {
    for (const [field, [without, withField]] of Object.entries(fields)) {
      const differs = await Promise.all(
        formatters.flatMap(([, Formatter]) => {
          const formatter = new Formatter()
          return (Object.keys(formatter.codecs) as AzureMLEndpointApiType[]).map(async (apiType) => {
            const before = await bodyOf(without, formatter, apiType)
            const after = await bodyOf(withField, formatter, apiType)
            return typeof before === 'string' && typeof after === 'string' && before !== after
          })
        }),
      )
      if (!differs.includes(true)) placeless.push(field)
    }
  }
  expect(placeless).toEqual(['filename of an image'])
})
