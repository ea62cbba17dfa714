import { describe, expect, it, vi } from 'vitest'
import type { AzureMLEndpointApiType, ContentCodec, RequestContext } from '../../packages/core/src/index.ts'
import { everyFormatter } from './every-formatter.ts'
import { fieldCases } from './field-cases.ts'
import { answers } from './recorded-answers.ts'

vi.spyOn(console, 'warn').mockImplementation(() => {})

const codecs = [...(await everyFormatter())].flatMap(([name, Formatter]) =>
  Object.entries(new Formatter().codecs).map(([apiType, codec]) => ({
    name: `${name} on ${apiType}`,
    apiType: apiType as AzureMLEndpointApiType,
    codec,
  })),
)
/** With a limit, which Claude needs, and without one, which flows do not have. */
const requests = fieldCases
  .flatMap(([, fields]) => Object.values(fields).flatMap(([one, other]) => [one, other]))
  .flatMap((request) => [request, { maxTokens: 64, ...request }])
const wholeBodies = answers()
  .filter(({ contentType }) => contentType === 'application/json')
  .map(({ body }) => JSON.parse(body) as unknown)

/** Returns what a codec makes of a value; nothing if it refuses it, which other tests look at. */
function attempt<T>(make: () => T): readonly T[] {
  try {
    return [make()]
  } catch {
    return []
  }
}

/** A field that is undefined is lost on the wire, but whoever wraps a formatter would see it. */
describe.each(codecs)('$name', ({ apiType, codec }: { apiType: AzureMLEndpointApiType; codec: ContentCodec }) => {
  const url = new URL(apiType === 'dedicated' ? 'https://x.test/score' : 'https://x.test/any')
  const context: RequestContext = { apiType, stream: false, url, modelKwargs: {} }

  it('creates bodies that are as they are sent', () => {
    const bodies = requests.flatMap((request) => attempt(() => codec.formatRequest(request, context)))
    expect(bodies.length).toBeGreaterThan(0)
    expect(bodies).toStrictEqual(JSON.parse(JSON.stringify(bodies)))
  })

  it('returns usage and sources that have only what the answer has', () => {
    const parts = wholeBodies
      .flatMap((body) => attempt(() => codec.parseResponse(body)))
      .flatMap(({ usage, sources }) => [usage, sources].filter((part) => part !== undefined))
    expect(parts).toStrictEqual(JSON.parse(JSON.stringify(parts)))
  })
})
