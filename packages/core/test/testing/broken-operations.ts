import { ConfigurationError, type RequestContext } from '../../src/index.ts'
import { marker } from '../../src/testing/values/marker.ts'
import { type Answer, type Body, type Codec, numbersOf, type Request, sound } from './sound-operations.ts'

const sending = (change: (body: Body, request: Request, context: RequestContext) => unknown): Partial<Codec> => ({
  formatRequest: (request, context) => change(sound.formatRequest(request, context) as Body, request, context),
})
const parsing = (change: (body: unknown) => unknown): Partial<Codec> => ({ parseResponse: change })
const eachText = (change: (text: string) => string): Partial<Codec> =>
  sending((body) => ({ ...body, texts: (body['texts'] as string[]).map(change) }))

let calls = 0
const last: Body = {}

/** The rules that need a body, besides those for recorded requests. */
const aboutRequests: readonly string[] = [
  'creates the same body for the same request, whatever was sent before',
  'does not change the request or the context',
  'sends every text once, and in order',
  'sends any text unchanged',
  'sends the deployment name in the body if the host expects it there',
  'sends every parameter or refuses it',
  'leaves out parameters that are not set',
  'sends modelKwargs unchanged',
  "has the call's modelKwargs override named parameters, and those override the client's modelKwargs",
]

/** Formatters that break rules: what the kit says about each, and which rules say so. */
export const brokenOperations: Readonly<
  Record<string, { readonly change: Partial<Codec>; readonly breaks: Readonly<Record<string, readonly string[]>> }>
> = {
  'counts its calls': {
    change: sending((body) => ({ ...body, call: marker('call') })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` created two bodies for one request: {"texts":["kit_text","kit_text"],"call":"…':
        ['creates the same body for the same request, whatever was sent before'],
      '`embeddingCodecs.serverless.formatRequest` sent parameters that are undefined: {"texts":["kit_text","kit_text"],"call":"…':
        ['leaves out parameters that are not set'],
      '`embeddingCodecs.serverless.formatRequest` created {"texts":["a","b"],"size":2,"call":"kit_call"} instead of {"texts":["…':
        ['creates the recorded body for the recorded request (two texts)'],
      '`rerankCodecs.serverless.formatRequest` created two bodies for one request: {"ask":"kit_text","texts":["kit_text"],"call…':
        ['creates the same body for the same request, whatever was sent before'],
      '`rerankCodecs.serverless.formatRequest` sent parameters that are undefined: {"ask":"kit_text","texts":["kit_text"],"call…':
        ['leaves out parameters that are not set'],
      '`rerankCodecs.serverless.formatRequest` created {"ask":"q","texts":["a","b"],"call":"kit_call"} instead of {"ask":"q","t…':
        ['creates the recorded body for the recorded request (two documents)'],
    },
  },
  'returns one body for all calls': {
    change: sending((body) => {
      for (const key of Object.keys(last)) delete last[key]
      return Object.assign(last, body)
    }),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` changed the body of an earlier call.': [
        'creates the same body for the same request, whatever was sent before',
      ],
      '`rerankCodecs.serverless.formatRequest` changed the body of an earlier call.': [
        'creates the same body for the same request, whatever was sent before',
      ],
    },
  },
  'reverses the texts of the request': {
    change: {
      formatRequest: (request, context) => {
        const list = ('values' in request ? request.values : request.documents) as string[]
        list.reverse()
        return sound.formatRequest(request, context)
      },
    },
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` created two bodies for one request: {"texts":["kit_text","kit_text"]} and {"t…':
        ['creates the same body for the same request, whatever was sent before'],
      '`embeddingCodecs.serverless.formatRequest` changed its arguments: {"values":["a","c","b"],"modelKwargs":{"kit_kwarg":[2]…':
        ['does not change the request or the context'],
      '`embeddingCodecs.serverless.formatRequest` sent 2 of 2 texts, or another order: {"texts":["kit_text","kit_text"]} for ["…':
        ['sends every text once, and in order'],
      '`embeddingCodecs.serverless.formatRequest` created {"texts":["b","a"],"size":2} instead of {"texts":["a","b"],"size":2}.':
        ['creates the recorded body for the recorded request (two texts)'],
      '`rerankCodecs.serverless.formatRequest` changed its arguments: {"query":"b","documents":["a","c"],"modelKwargs":{"kit_kw…':
        ['does not change the request or the context'],
      '`rerankCodecs.serverless.formatRequest` sent 2 of 2 texts, or another order: {"ask":"kit_text","texts":["kit_text","kit_…':
        ['sends every text once, and in order'],
      '`rerankCodecs.serverless.formatRequest` created {"ask":"q","texts":["b","a"]} instead of {"ask":"q","texts":["a","b"]}.':
        ['creates the recorded body for the recorded request (two documents)'],
    },
  },
  'sends the texts in reverse': {
    change: sending((body) => ({ ...body, texts: (body['texts'] as string[]).toReversed() })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` sent 2 of 2 texts, or another order: {"texts":["kit_text","kit_text"]} for ["…':
        ['sends every text once, and in order'],
      '`embeddingCodecs.serverless.formatRequest` created {"texts":["b","a"],"size":2} instead of {"texts":["a","b"],"size":2}.':
        ['creates the recorded body for the recorded request (two texts)'],
      '`rerankCodecs.serverless.formatRequest` sent 2 of 2 texts, or another order: {"ask":"kit_text","texts":["kit_text","kit_…':
        ['sends every text once, and in order'],
      '`rerankCodecs.serverless.formatRequest` created {"ask":"q","texts":["b","a"]} instead of {"ask":"q","texts":["a","b"]}.':
        ['creates the recorded body for the recorded request (two documents)'],
    },
  },
  'sends equal texts once': {
    change: sending((body) => ({ ...body, texts: [...new Set(body['texts'] as string[])] })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` sent 2 of 5 texts, or another order: {"texts":["kit_text","kit_text"]} for ["…':
        ['sends every text once, and in order'],
      '`embeddingCodecs.serverless.formatRequest` changed the text "r": {"texts":["r","kit_text"]}.': [
        'sends any text unchanged',
      ],
      '`rerankCodecs.serverless.formatRequest` sent 2 of 4 texts, or another order: {"ask":"kit_text","texts":["kit_text","kit_…':
        ['sends every text once, and in order'],
    },
  },
  'sends the first 96 texts': {
    change: sending((body) => ({ ...body, texts: (body['texts'] as string[]).slice(0, 96) })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` sent 96 of 100 texts, or another order: {"texts":["kit_text","kit_text","kit_…':
        ['sends every text once, and in order'],
      '`rerankCodecs.serverless.formatRequest` sent 96 of 99 texts, or another order: {"ask":"kit_text","texts":["kit_text","ki…':
        ['sends every text once, and in order'],
    },
  },
  'trims texts': {
    change: eachText((text) => text.trim()),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` changed the text " ": {"texts":["","kit_text",""]}.': [
        'sends any text unchanged',
      ],
      '`rerankCodecs.serverless.formatRequest` changed the text " ": {"ask":" ","texts":["kit_text",""]}.': [
        'sends any text unchanged',
      ],
    },
  },
  'replaces line breaks': {
    change: eachText((text) => text.replaceAll('\n', ' ')),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` changed the text "\\n": {"texts":[" ","kit_text"," "]}.': [
        'sends any text unchanged',
      ],
      '`rerankCodecs.serverless.formatRequest` changed the text "\\n": {"ask":"\\n","texts":["kit_text"," "]}.': [
        'sends any text unchanged',
      ],
    },
  },
  'cuts long texts': {
    change: eachText((text) => text.slice(0, 8_000)),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` changed the text "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…':
        ['sends any text unchanged'],
      '`rerankCodecs.serverless.formatRequest` changed the text "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…':
        ['sends any text unchanged'],
    },
  },
  'drops the parameters': {
    change: sending((body) => ({ ...body, size: undefined, kind: undefined, top: undefined })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` dropped `dimensions` (173): {"texts":["kit_text","kit_text","kit_text"]}.':
        ['sends every parameter or refuses it'],
      '`embeddingCodecs.serverless.formatRequest` created {"texts":["a","b"]} instead of {"texts":["a","b"],"size":2}.':
        ['creates the recorded body for the recorded request (two texts)'],
      '`rerankCodecs.serverless.formatRequest` dropped `topN` (2): {"ask":"kit_text","texts":["kit_text","kit_text"]}.':
        ['sends every parameter or refuses it'],
    },
  },
  'drops the input type': {
    change: sending((body) => ({ ...body, kind: undefined })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` dropped `inputType`: {"texts":["kit_text","kit_text","kit_text"]}.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'names another parameter in a refusal': {
    change: {
      formatRequest: (request, context) => {
        if (Object.keys(numbersOf(request)).length === 0) return sound.formatRequest(request, context)
        throw new ConfigurationError('No.', { setting: 'values' in request ? 'topN' : 'dimensions' })
      },
    },
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` refused `dimensions` with an error about `topN`.': [
        'sends every parameter or refuses it',
      ],
      '`embeddingCodecs.serverless.formatRequest` refused a recorded request: No.': [
        'creates the recorded body for the recorded request (two texts)',
      ],
      '`embeddingCodecs.serverless.parseResponse` could not parse the recorded answer: ConfigurationError: No.': [
        'returns the recorded answer as expected from AzureMLEndpointClient (two texts)',
      ],
      '`rerankCodecs.serverless.formatRequest` refused `topN` with an error about `dimensions`.': [
        'sends every parameter or refuses it',
      ],
    },
  },
  'sends null for what is not set': {
    change: sending((body) => ({ size: null, ...body })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` sent size: null, which the request does not contain: {"size":null,"texts":["k…':
        ['leaves out parameters that are not set'],
      '`rerankCodecs.serverless.formatRequest` sent size: null, which the request does not contain: {"size":null,"ask":"kit_tex…':
        ['leaves out parameters that are not set'],
      '`rerankCodecs.serverless.formatRequest` created {"size":null,"ask":"q","texts":["a","b"]} instead of {"ask":"q","texts":…':
        ['creates the recorded body for the recorded request (two documents)'],
    },
  },
  "drops the client's modelKwargs": {
    change: { formatRequest: (request, context) => sound.formatRequest(request, { ...context, modelKwargs: {} }) },
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` dropped or changed the client\'s modelKwargs {"kit_kwarg":true}: {"texts":["ki…':
        ['sends modelKwargs unchanged'],
      '`rerankCodecs.serverless.formatRequest` dropped or changed the client\'s modelKwargs {"kit_kwarg":true}: {"ask":"kit_text…':
        ['sends modelKwargs unchanged'],
    },
  },
  'drops falsy modelKwargs': {
    change: sending((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => Boolean(value)))),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` dropped or changed the call\'s modelKwargs {"kit_kwarg":false}: {"texts":["kit…':
        ['sends modelKwargs unchanged'],
      '`rerankCodecs.serverless.formatRequest` dropped or changed the call\'s modelKwargs {"kit_kwarg":false}: {"ask":"kit_text"…':
        ['sends modelKwargs unchanged'],
    },
  },
  "lets the client's modelKwargs win": {
    change: sending((body, _request, { modelKwargs }) => ({ ...body, ...modelKwargs })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` let the client\'s modelKwargs override the call\'s: {"kit_kwarg":"of the client…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
      '`rerankCodecs.serverless.formatRequest` let the client\'s modelKwargs override the call\'s: {"kit_kwarg":"of the client","…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
    },
  },
  'lets named parameters win': {
    change: sending((body, request) => ({ ...body, ...numbersOf(request) })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` let `dimensions` override size of the call\'s modelKwargs: {"texts":["kit_text…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
      '`rerankCodecs.serverless.formatRequest` let `topN` override top of the call\'s modelKwargs: {"ask":"kit_text","texts":["k…':
        ["has the call's modelKwargs override named parameters, and those override the client's modelKwargs"],
    },
  },
  'drops the deployment': {
    change: sending((body) => ({ ...body, model: undefined })),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` dropped `context.deploymentName`: {"texts":["a","b"]}.': [
        'sends the deployment name in the body if the host expects it there',
      ],
      '`rerankCodecs.serverless.formatRequest` dropped `context.deploymentName`: {"ask":"a","texts":["b"]}.': [
        'sends the deployment name in the body if the host expects it there',
      ],
    },
  },
  'returns JSON text': {
    change: sending((body) => JSON.stringify(body)),
    breaks: {
      '`embeddingCodecs.serverless.formatRequest` returned a string instead of a body.': [
        ...aboutRequests,
        'creates the recorded body for the recorded request (two texts)',
      ],
      '`rerankCodecs.serverless.formatRequest` returned a string instead of a body.': [
        ...aboutRequests,
        'creates the recorded body for the recorded request (two documents)',
      ],
    },
  },
  'keeps what it has parsed': {
    change: parsing((body) => Object.assign({ call: (calls += 1) }, sound.parseResponse(body))),
    breaks: {
      '`embeddingCodecs.serverless.parseResponse` parsed "two texts" differently the second time.': [
        'parses an answer the same way every time, without changing it',
      ],
      '`rerankCodecs.serverless.parseResponse` parsed "two documents" differently the second time.': [
        'parses an answer the same way every time, without changing it',
      ],
    },
  },
  'sorts the answer in place': {
    change: parsing((body) => {
      const { vectors, ranks } = (body ?? {}) as { vectors?: unknown[]; ranks?: unknown[] }
      for (const list of [vectors, ranks]) if (Array.isArray(list)) list.push(...list.splice(0, 1))
      return sound.parseResponse(body)
    }),
    breaks: {
      '`embeddingCodecs.serverless.parseResponse` changed the answer that was passed to it ("two texts").': [
        'parses an answer the same way every time, without changing it',
      ],
      '`embeddingCodecs.serverless.parseResponse` parsed the number 0.123456789012345 for text 1 as 0.75: {"vectors":[{"v":[0.7…':
        ['returns every number of an answer unchanged, in its place'],
      '`embeddingCodecs.serverless.parseResponse` returned the embeddings [[0.75,-0.125],[0.5,0.25]] instead of [[0.5,0.25],[0.…':
        ['returns the recorded answer as expected from AzureMLEndpointClient (two texts)'],
      '`rerankCodecs.serverless.parseResponse` changed the answer that was passed to it ("two documents").': [
        'parses an answer the same way every time, without changing it',
      ],
    },
  },
  'rounds numbers': {
    change: parsing((body) => JSON.parse(JSON.stringify(sound.parseResponse(body)), rounded)),
    breaks: {
      '`embeddingCodecs.serverless.parseResponse` parsed the number 0.123456789012345 for text 1 as 0.123: {"vectors":[{"v":[0.…':
        ['returns every number of an answer unchanged, in its place'],
      '`rerankCodecs.serverless.parseResponse` parsed the number 0.123456789012345 for text 2 as 0.123: {"ranks":[{"i":1,"s":0.…':
        ['returns every number of an answer unchanged, in its place'],
    },
  },
  'returns what is not a number': {
    change: parsing((body) => {
      const { vectors, ranks } = (body ?? {}) as Answer
      if (!Array.isArray(vectors ?? ranks)) throw new Error('Expected vectors or ranks.')
      return {
        embeddings: vectors?.map((one) => one?.v),
        results: ranks?.map((one) => ({ index: one?.i, score: one?.s })),
      }
    }),
    breaks: {
      '`embeddingCodecs.serverless.parseResponse` returned for {"vectors":[null]} `embeddings` that are not all vectors: {"embe…':
        ['returns a well-formed result for any JSON, or throws'],
      '`rerankCodecs.serverless.parseResponse` returned for {"ranks":[null]} `results` that are not all results: {"results":[{}…':
        ['returns a well-formed result for any JSON, or throws'],
    },
  },
  'returns empty vectors': {
    change: parsing((body) => {
      const { vectors } = (body ?? {}) as Answer
      return Array.isArray(vectors)
        ? {
            embeddings: vectors.map((one) =>
              Array.isArray(one?.v) ? one.v.filter((item: unknown) => typeof item === 'number') : [],
            ),
          }
        : sound.parseResponse(body)
    }),
    breaks: {
      '`embeddingCodecs.serverless.parseResponse` returned for {"vectors":[null]} `embeddings` that are not all vectors: {"embe…':
        ['returns a well-formed result for any JSON, or throws'],
    },
  },
  'accepts anything': {
    change: parsing((body) => {
      try {
        return sound.parseResponse(body)
      } catch {
        return { embeddings: [], results: [] }
      }
    }),
    breaks: {
      '`embeddingCodecs.serverless.parseResponse` accepted {} as an answer, and returned {"embeddings":[],"results":[]}.':
        ['throws for an answer that it cannot parse'],
      '`rerankCodecs.serverless.parseResponse` accepted {} as an answer, and returned {"embeddings":[],"results":[]}.':
        ['throws for an answer that it cannot parse'],
    },
  },
  'returns a promise': {
    change: parsing((body) => Promise.resolve().then(() => sound.parseResponse(body))),
    breaks: {
      '`embeddingCodecs.serverless.parseResponse` returned a promise for {"vectors":[{"v":[0.5,0.25]},{"v":[0.75,-0.125]}]}.':
        ['parses an answer the same way every time, without changing it'],
      '`embeddingCodecs.serverless.parseResponse` returned a promise for {"vectors":[{"v":[0.123456789012345,0.25]},{"v":[0.75,…':
        ['returns every number of an answer unchanged, in its place'],
      '`embeddingCodecs.serverless.parseResponse` returned a promise for null.': [
        'returns a well-formed result for any JSON, or throws',
      ],
      '`embeddingCodecs.serverless.parseResponse` returned a promise for {}.': [
        'throws for an answer that it cannot parse',
      ],
      '`embeddingCodecs.serverless.parseResponse` could not parse the recorded answer: FormatError: `parseResponse` of formatte…':
        ['returns the recorded answer as expected from AzureMLEndpointClient (two texts)'],
      '`rerankCodecs.serverless.parseResponse` returned a promise for {"ranks":[{"i":1,"s":0.9},{"i":0,"s":0.2}]}.': [
        'parses an answer the same way every time, without changing it',
      ],
      '`rerankCodecs.serverless.parseResponse` returned a promise for {"ranks":[{"i":1,"s":0.123456789012345},{"i":0,"s":0.2}]}…':
        ['returns every number of an answer unchanged, in its place'],
      '`rerankCodecs.serverless.parseResponse` returned a promise for null.': [
        'returns a well-formed result for any JSON, or throws',
      ],
      '`rerankCodecs.serverless.parseResponse` returned a promise for {}.': [
        'throws for an answer that it cannot parse',
      ],
      '`rerankCodecs.serverless.parseResponse` could not parse the recorded answer: FormatError: `parseResponse` of formatter "…':
        ['returns the recorded answer as expected from AzureMLEndpointClient (two documents)'],
    },
  },
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
}
