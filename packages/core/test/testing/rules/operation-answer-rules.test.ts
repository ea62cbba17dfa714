// The rules for answers of embeddings and reranking, each with every value that it tries.
import { describe, expect, it } from 'vitest'
import { problemsOfOperations, withoutNumbers } from '../broken-rules.ts'
import { both, parsing } from '../operation-changes.ts'
import { type Codec, recorded, sound } from '../sound-operations.ts'

const samePlace = /^returns every number/
const wellFormed = /^returns a well-formed/
const unparsed = /^throws for an answer/
const equalAnswers = /^parses an answer/

describe('an answer', () => {
  it('is read twice, in the same way', async () => {
    let count = 0
    const failing = parsing((parsed) => {
      if ((count += 1) % 2 === 0) throw new TypeError('no more')
      return parsed
    })
    expect(await problemsOfOperations(equalAnswers, failing)).toEqual(
      both(
        'parseResponse` threw on "two texts": TypeError: no more.',
        'parseResponse` threw on "two documents": TypeError: no more.',
      ),
    )
  })

  it.each([0, 1])('has its numbers in their places: text %i', async (place) => {
    const problem = (text: number, found: string): string =>
      `parseResponse\` parsed the number 0.123456789012345 for text ${text} as ${found}: {`
    const spoiled = parsing((parsed) => {
      const { embeddings, results } = structuredClone(parsed) as {
        embeddings?: number[][]
        results?: { index: number; score: number }[]
      }
      embeddings?.[place]?.splice(1, 1, 7)
      const result = results?.find(({ index }) => index === place)
      if (result) result.score = 7
      return { embeddings, results }
    })
    expect(await problemsOfOperations(samePlace, spoiled)).toEqual(both(problem(place + 1, '7')))
    const zero = parsing(
      (parsed) => JSON.parse(JSON.stringify(parsed), (_, value: unknown) => (value === 0 ? 9 : value)) as object,
    )
    expect(await problemsOfOperations(samePlace, zero)).toEqual(
      both(
        'parseResponse` parsed the number 0 for text 1 as 9: {',
        'parseResponse` parsed the number 0 for text 2 as 9: {',
      ),
    )
    const small = parsing(
      (parsed) =>
        JSON.parse(JSON.stringify(parsed), (_, value: unknown) =>
          typeof value === 'number' && value < 0 && value > -1e-3 ? 0 : value,
        ) as object,
    )
    expect(await problemsOfOperations(samePlace, small)).toEqual(
      both(
        'parseResponse` parsed the number -1.5e-7 for text 1 as 0: {',
        'parseResponse` parsed the number -1.5e-7 for text 2 as 0: {',
      ),
    )
  })

  it.each<[embeddings: unknown, problem: string]>([
    [undefined, '`embeddings` that are nothing (undefined), not a list'],
    [{}, '`embeddings` that are an object, not a list'],
    [[[]], '`embeddings` that are not all vectors'],
    [[[1], 2], '`embeddings` that are not all vectors'],
    [[[1, '2']], '`embeddings` that are not all vectors'],
    [[[Number.NaN]], '`embeddings` that are not all vectors'],
    [[[1], null], '`embeddings` that are not all vectors'],
    [[], ''],
    [[[0]], ''],
  ])('of embeddings is not %j', async (embeddings, problem) => {
    const [found] = await problemsOfOperations(wellFormed, { parseResponse: () => ({ embeddings }) })
    const expected = `\`embeddingCodecs.serverless.parseResponse\` returned for null ${problem}: ${JSON.stringify({ embeddings })}.`
    expect(found).toBe(problem === '' ? '' : expected)
  })

  it.each<[results: unknown, problem: string]>([
    [null, '`results` that are null, not a list'],
    ['', '`results` that are a string, not a list'],
    [[null], '`results` that are not all results'],
    [[{ index: 0, score: 1 }, { index: 1 }], '`results` that are not all results'],
    [[{ score: 1 }], '`results` that are not all results'],
    [[{ index: '0', score: 1 }], '`results` that are not all results'],
    [[{ index: 0, score: '1' }], '`results` that are not all results'],
    [[{ index: 0, score: 1, document: 'a' }], '`results` with texts'],
    [[{ index: 0, score: 0 }], ''],
  ])('of reranking is not %j', async (results, problem) => {
    const [, found] = await problemsOfOperations(wellFormed, { parseResponse: () => ({ results }) })
    const expected = `\`rerankCodecs.serverless.parseResponse\` returned for null ${problem}: ${JSON.stringify({ results })}.`
    expect(found).toBe(problem === '' ? '' : expected)
  })

  const word = '"kit_answer"'
  it.each([
    '{}',
    'null',
    'true',
    '42',
    `{${word}:${word}}`,
    `{${word}:[{${word}:${word}}]}`,
    `[{${word}:${word}}]`,
    word,
  ])('is not %s', async (json) => {
    const parseResponse = (body: unknown): unknown =>
      withoutNumbers(JSON.stringify(body)) === json ? { results: [] } : sound.parseResponse(body)
    expect(await problemsOfOperations(unparsed, { parseResponse })).toEqual(
      both(`parseResponse\` accepted ${json} as an answer, and returned {"results":[]}.`),
    )
  })

  it.each([
    '{"data":[{"embedding":[1,"x"]}]}',
    '{"data":[{"embedding":[null]}]}',
    '{"data":[{"embedding":[]}]}',
    '{"data":[null]}',
    '{"embeddings":[[]]}',
    '{"embeddings":[["x"]]}',
    '{"embeddings":{"float":[[true]]}}',
    '{"embeddings":{"float":[null]}}',
    '[["x"]]',
    '[[null]]',
    '{"results":[null]}',
    '{"results":[{"index":"0","relevance_score":1}]}',
    '{"results":[{"index":0,"relevance_score":"high"}]}',
    '{"results":[{"index":0}]}',
    '{"results":[{"relevance_score":0.5}]}',
    '{"choices":[null]}',
  ])('is not made of %s', async (json) => {
    const parseResponse = (body: unknown): unknown => (JSON.stringify(body) === json ? {} : sound.parseResponse(body))
    expect(await problemsOfOperations(wellFormed, { parseResponse })).toEqual(
      both(
        `parseResponse\` returned for ${json} \`embeddings\` that are nothing`,
        `parseResponse\` returned for ${json} \`results\` that are nothing`,
      ),
    )
  })

  it.each<[returned: unknown, shown: string]>([
    [null, 'null'],
    [undefined, 'nothing (undefined)'],
    ['text', 'a string'],
    [Promise.resolve(), 'a promise'],
  ])('is not parsed as %j', async (returned, shown) => {
    expect(await problemsOfOperations(unparsed, { parseResponse: () => returned })).toEqual(
      both(`parseResponse\` returned ${shown} for {}.`),
    )
  })

  it('as recorded is compared field by field', async () => {
    const rule = /^returns the recorded answer/
    const { embeddings = [], rerankings = [] } = recorded
    const usage = { inputTokens: 3 }
    const others = {
      embeddings: embeddings.map((one) => Object.assign({}, one, { expected: { usage } })),
      rerankings: rerankings.map((one) => Object.assign({}, one, { expected: { usage } })),
    }
    const using = (spent: unknown): Partial<Codec> => parsing((parsed) => ({ ...parsed, usage: spent }))
    const ofBoth = (problem: string): readonly string[] =>
      ['embeddingCodecs', 'rerankCodecs'].map(
        (member) => `\`${member}.serverless.parseResponse\` returned the usage ${problem}.`,
      )
    expect(await problemsOfOperations(rule, using({ inputTokens: 3, raw: {} }), others)).toEqual(['', ''])
    expect(await problemsOfOperations(rule, using({ inputTokens: 4 }), others)).toEqual(
      ofBoth('{"inputTokens":4} instead of {"inputTokens":3}'),
    )
    expect(await problemsOfOperations(rule, {}, others)).toEqual(ofBoth('{} instead of {"inputTokens":3}'))
    const doubled = parsing((parsed) => ({
      results: (parsed as { results?: object[] }).results?.map((one) => Object.assign({}, one, { score: 2 })) ?? [],
    }))
    expect((await problemsOfOperations(rule, doubled))[1]).toBe(
      '`rerankCodecs.serverless.parseResponse` returned the results [{"index":1,"score":2},{"index":0,"score":2}] instead of [{"index":1,"score":0.9},{"index":0,"score":0.2}].',
    )
  })

  it('that is not recorded has nothing to test', async () => {
    const { embeddings: [embedding] = [], rerankings: [ranking] = [] } = recorded
    if (embedding === undefined || ranking === undefined) throw new Error('Nothing is recorded.')
    const others = {
      embeddings: [{ ...embedding, response: undefined }],
      rerankings: [{ ...ranking, response: undefined }],
    }
    for (const rule of [equalAnswers, samePlace, wellFormed])
      expect(await problemsOfOperations(rule, {}, others)).toEqual(['', ''])
    expect(await problemsOfOperations(/^returns the recorded answer/, {}, others)).toEqual(['no rule', 'no rule'])
  })
})
