// The rules for requests of embeddings and reranking, each with every value that it tries.
import { describe, expect, it } from 'vitest'
import { ConfigurationError, type RequestContext } from '../../../src/index.ts'
import { problemsOfOperations } from '../broken-rules.ts'
import { asking, both, refusing, sending } from '../operation-changes.ts'
import { type Codec, type Request, sound } from '../sound-operations.ts'

const purity = /^creates the same body/
const unchanged = /^does not change the request/
const order = /^sends every text/
const texts = /^sends any text/
const deployment = /^sends the deployment/
const parameters = /^sends every parameter/
const unset = /^leaves out/
const kwargs = /^sends modelKwargs/
const merged = /^has the call's/

describe('a request', () => {
  it.each<[does: string, formatRequest: () => unknown, problem: string]>([
    [
      'throws',
      () => sound.parseResponse(1),
      'threw Error: Expected vectors or ranks. It may throw only a ConfigurationError.',
    ],
    ['returns nothing', () => undefined, 'returned nothing (undefined) instead of a body.'],
    ['returns null', () => null, 'returned null instead of a body.'],
    ['returns a promise', async () => ({}), 'returned a promise instead of a body.'],
    ['returns a text', () => '{}', 'returned a string instead of a body.'],
    [
      'refuses all',
      () => {
        throw new ConfigurationError('No.', { setting: 'values' })
      },
      'refused a request that every formatter must support: No.',
    ],
    [
      'refuses all for the input type',
      () => {
        throw new ConfigurationError('No.', { setting: 'inputType' })
      },
      'refused a request that every formatter must support: No. If it needs an input type, name those it has as `inputTypes`.',
    ],
  ])('whose formatter %s breaks the rules', async (_does, formatRequest, problem) => {
    expect(await problemsOfOperations(order, { formatRequest })).toEqual(both(`formatRequest\` ${problem}`))
  })

  it('whose body JSON cannot represent breaks the rules', async () => {
    expect(
      await problemsOfOperations(
        texts,
        sending(() => ({ a: 1n })),
      ),
    ).toEqual(both('formatRequest` returned a body that JSON cannot represent: TypeError: Do'))
  })

  it.each<[what: string, is: (request: Request, context: RequestContext) => unknown]>([
    ['the texts', (request) => ('values' in request ? request.values : request.documents)[0]?.match(/earlier/)],
    ["the call's modelKwargs", ({ modelKwargs }) => Object.keys(modelKwargs ?? {})[0]],
    ["the client's modelKwargs", (_, { modelKwargs }) => Object.keys(modelKwargs)[0]],
  ])('has nothing of %s of an earlier one', async (_what, is) => {
    const problems = ['values', 'documents'].map(async (field, index) => {
      let remembered: unknown
      const change = sending((body, request, context) => {
        if (!(field in request)) return body
        remembered ??= is(request, context) ?? undefined
        return { ...body, ...(remembered !== undefined && { remembered: true }) }
      })
      return (await problemsOfOperations(purity, change))[index]
    })
    for (const problem of await Promise.all(problems))
      expect(problem).toContain('created two bodies for one request: {')
  })

  it('has nothing of the dimensions of an earlier one', async () => {
    let size: unknown
    const change = sending((body) => ({ ...body, size: (size ??= body['size']) }))
    expect(await problemsOfOperations(purity, change)).toEqual(
      both('formatRequest` created two bodies for one request: {', ''),
    )
  })

  it.each<[what: string, mutate: (request: Request, context: RequestContext) => unknown]>([
    ['the texts', (request) => (('values' in request ? request.values : request.documents) as string[]).push('d')],
    ["the call's modelKwargs", ({ modelKwargs }) => Object.assign(modelKwargs ?? {}, { a: 1 })],
    ["the client's modelKwargs", (_, { modelKwargs }) => Object.assign(modelKwargs, { a: 1 })],
    ['a nested one', ({ modelKwargs }) => (Object.values(modelKwargs ?? {})[0] as unknown[]).push(1)],
    ["a nested one of the client's", (_, { modelKwargs }) => (Object.values(modelKwargs)[0] as unknown[]).push(1)],
    ['the URL', (_, { url }) => (url.search = '?a=b')],
    [
      'the order of texts',
      (request) => (('values' in request ? request.values : request.documents) as string[]).unshift('a'),
    ],
  ])('is left as it is: %s', async (_what, mutate) => {
    const change: Partial<Codec> = {
      formatRequest: (request, context) => (mutate(request, context), sound.formatRequest(request, context)),
    }
    expect(await problemsOfOperations(unchanged, change)).toEqual(
      both('formatRequest` changed its arguments: {"values":', 'formatRequest` changed its arguments: {"query":'),
    )
  })

  const list = (change: (all: readonly string[]) => readonly string[]): Partial<Codec> =>
    asking((request) =>
      'values' in request
        ? { ...request, values: change(request.values) }
        : { ...request, documents: change(request.documents) },
    )

  it.each<[does: string, change: (all: readonly string[]) => readonly string[], embed: string, rerank: string]>([
    ['sorts texts', (all) => all.toSorted(), '2 of 2', '2 of 2'],
    ['sorts more than two texts', (all) => (all.length > 2 ? all.toSorted() : all), '3 of 3', '99 of 99'],
    ['drops the first', (all) => all.slice(1), '1 of 2', '0 of 1'],
    ['drops the third', (all) => all.toSpliced(2, 1), '2 of 3', '98 of 99'],
    ['cuts at 99 texts', (all) => all.slice(0, 99), '99 of 100', ''],
    ['drops one of two equal ones', (all) => (all.length < 6 ? [...new Set(all)] : all), '2 of 5', '2 of 4'],
  ])('whose formatter %s is noticed', async (_does, change, embed, rerank) => {
    const problem = (counts: string): string =>
      counts === '' ? '' : `formatRequest\` sent ${counts} texts, or another order: {`
    expect(await problemsOfOperations(order, list(change))).toEqual(both(problem(embed), problem(rerank)))
  })

  it('may have the query at either end', async () => {
    const behind = sending(({ ask, ...body }) => ({ ...body, ...(ask !== undefined && { ask }) }))
    expect(await problemsOfOperations(order, behind)).toEqual(['', ''])
    const among = sending(({ ask, texts: all, ...body }) =>
      ask === undefined ? { ...body, texts: all } : { ...body, texts: (all as string[]).toSpliced(1, 0, String(ask)) },
    )
    expect((await problemsOfOperations(order, among))[1]).toContain('sent 3 of 2 texts, or another order: {')
  })

  it('has both of two equal texts, unchanged', async () => {
    const last = list((all) => all.map((text, index) => (index === all.length - 1 ? text.trim() : text)))
    expect(await problemsOfOperations(texts, last)).toEqual(both('formatRequest` changed the text " ": {'))
    const first = asking((request) =>
      'values' in request
        ? { ...request, values: request.values.map((text, index) => (index === 0 ? text.trim() : text)) }
        : { ...request, query: request.query.trim() },
    )
    expect(await problemsOfOperations(texts, first)).toEqual(both('formatRequest` changed the text " ": {'))
    expect(
      await problemsOfOperations(
        texts,
        list((all) => all.map((text) => text.replaceAll("'\\", '/'))),
      ),
    ).toEqual(both('formatRequest` changed the text "\'\\\\"'))
  })

  it('has the deployment', async () => {
    expect(
      await problemsOfOperations(
        deployment,
        sending(({ model: _model, ...body }) => body),
      ),
    ).toEqual(both('formatRequest` dropped `context.deploymentName`: {'))
  })
})

describe('a parameter', () => {
  it.each(['headers', undefined])('may be refused, with %s as the setting', async (setting) => {
    const refuse = refusing(
      (request) => 'dimensions' in request || 'topN' in request || 'inputType' in request,
      setting ?? '',
    )
    expect(await problemsOfOperations(parameters, refuse)).toEqual(['', ''])
  })

  it.each<[refused: string, named: string]>([
    ['dimensions', 'inputType'],
    ['dimensions', 'topN'],
    ['inputType', 'dimensions'],
    ['inputType', 'topN'],
  ])('%s is not refused as %s', async (refused, named) => {
    const change = refusing((request) => refused in request, named)
    expect(await problemsOfOperations(parameters, change)).toEqual(
      both(`formatRequest\` refused \`${refused}\` with an error about \`${named}\`.`, ''),
    )
  })

  it.each(['dimensions', 'inputType'])('topN is not refused as %s', async (named) => {
    const change = refusing((request) => 'topN' in request, named)
    expect(await problemsOfOperations(parameters, change)).toEqual(
      both('', `formatRequest\` refused \`topN\` with an error about \`${named}\`.`),
    )
  })

  it.each(['dimensions', 'modelKwargs', 'topN'])('that is undefined is not sent: %s', async (setting) => {
    const change = sending((body, request) => ({ ...body, ...(setting in request && { extra: 1 }) }))
    const problem = 'formatRequest` sent parameters that are undefined: {'
    expect(await problemsOfOperations(unset, change)).toEqual(
      both(setting === 'topN' ? '' : problem, setting === 'dimensions' ? '' : problem),
    )
  })

  it.each<[value: unknown, shown: string]>([
    [{ a: null }, 'extra.a: null'],
    [{ a: [] }, 'extra.a: []'],
    [{}, 'extra: {}'],
    ['undefined', 'extra: "undefined"'],
    [[1, null], 'extra.1: null'],
  ])('is not replaced by %j', async (extra, shown) => {
    const change = sending((body) => ({ ...body, extra }))
    expect(await problemsOfOperations(unset, change)).toEqual(
      both(`formatRequest\` sent ${shown}, which the request does not contain: {`),
    )
  })

  it.each([true, false, 0, '', 'text', null, [], {}, { deep: [{ a: 1 }, null] }])(
    'of modelKwargs can be %j',
    async (value) => {
      const json = JSON.stringify(value)
      const without = (all: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
        Object.fromEntries(Object.entries(all).filter(([, one]) => JSON.stringify(one) !== json))
      const ofCall = asking((request) => ({ ...request, modelKwargs: without(request.modelKwargs) as never }))
      expect(await problemsOfOperations(kwargs, ofCall)).toEqual(
        both(`formatRequest\` dropped or changed the call's modelKwargs {"kit_kwarg":${json}}: {`),
      )
      const ofClient: Partial<Codec> = {
        formatRequest: (request, context) =>
          sound.formatRequest(request, { ...context, modelKwargs: without(context.modelKwargs) }),
      }
      expect(await problemsOfOperations(kwargs, ofClient)).toEqual(
        both(`formatRequest\` dropped or changed the client's modelKwargs {"kit_kwarg":${json}}: {`),
      )
    },
  )

  it("of the client's modelKwargs overrides neither those of the call nor named ones", async () => {
    const all = sending((body, _request, { modelKwargs }) => ({ ...body, ...modelKwargs }))
    expect(await problemsOfOperations(merged, all)).toEqual(
      both("formatRequest` let the client's modelKwargs override the call's: {"),
    )
    const named = sending((body, request, { modelKwargs }) => ({ ...body, ...modelKwargs, ...request.modelKwargs }))
    expect(await problemsOfOperations(merged, named)).toEqual(
      both(
        "formatRequest` let size of the client's modelKwargs override `dimensions`: {",
        "formatRequest` let top of the client's modelKwargs override `topN`: {",
      ),
    )
  })
})
