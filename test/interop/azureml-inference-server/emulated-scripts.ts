import type { EndpointEmulatorOptions, RecordedRequest, ReplyResult } from '@azureml-endpoints/endpoint-emulator'

/** Each script in `scripts/` that is compared, as options of the emulator. */
export const emulatedScripts: Readonly<Record<string, EndpointEmulatorOptions>> = {
  echo: { replies: [echo] },
  failing: { replies: [fail], script: { timeoutMs: 500 } },
  response: { replies: [respond] },
  schema: {
    replies: [answerSchema],
    script: {
      sample: {
        input_data: {
          input_string: [{ role: 'user', content: 'Hello?' }],
          parameters: { temperature: 0.5, top_k: 3 },
        },
        options: '',
      },
      optional: ['options'],
      output: { output: 'Hello.' },
    },
  },
  raw: {
    replies: [({ method, query, text }) => ({ returns: { method, query, bytes: Buffer.byteLength(text) } })],
    script: { input: 'request' },
  },
}

const values: Readonly<Record<string, () => unknown>> = {
  none: () => undefined,
  text: () => 'A text.',
  'json text': () => '{"output": "A text."}',
  unicode: () => ({ output: 'Grüße, 世界 🙂 \u2028' }),
  nan: () => ({ output: [NaN, Infinity, -Infinity] }),
  'bare nan': () => NaN,
  set: () => new Set([1]),
  bytes: () => Buffer.from('bytes'),
  numbers: () => [0, -1, 1.5, 1e22, 1e-7, 0.0001, 123456789012345, true],
  zero: () => 0,
  false: () => false,
  'empty list': () => [],
  'empty text': () => '',
}

/** Parses the body as the scripts do; what it throws is an exception of the script. */
function parse({ method, text, query, url, headers }: RecordedRequest): Record<string, unknown> {
  if (method === 'GET') {
    const names = Object.keys(query)
    const { searchParams } = new URL(url, 'http://localhost')
    return Object.fromEntries(
      names.map((name) => {
        const all = searchParams.getAll(name).map(parseValue)
        return [name, all.length === 1 ? all[0] : all]
      }),
    )
  }
  const form = /^(multipart|application\/x-www)/.test(headers['content-type'] ?? '')
  if (text === 'NaN') return NaN as never // which JavaScript does not parse
  return JSON.parse(form ? '' : text) as Record<string, unknown>
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function echo(request: RecordedRequest): ReplyResult {
  const data = parse(request)
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'returns')) return { returns: data }
  const make = values[data['returns'] as string]
  if (!make) throw new Error('A KeyError.')
  return { returns: make() }
}

function fail(request: RecordedRequest): ReplyResult {
  const { how } = parse(request)
  if (how === undefined || how === 'raise') throw new Error('The secret of this script is 12345.')
  if (how === 'sys.exit') return { exits: 'sys.exit' }
  if (how === 'os._exit') return { exits: 'process' }
  return { returns: { output: 'This is too late.' }, latencyMs: 30_000 }
}

function respond(request: RecordedRequest): ReplyResult {
  const { status = 200, headers = {}, body = '', ...rest } = parse(request)
  const made = { status: status as number, headers: headers as Record<string, string> }
  if (rest['pieces'] !== undefined) return { response: { ...made, body: rest['pieces'] as string[] } }
  if (rest['hex'] !== undefined) return { response: { ...made, body: Buffer.from(rest['hex'] as string, 'hex') } }
  return { response: { ...made, body: rest['json'] || body === null ? { json: body ?? {} } : (body as string) } }
}

function answerSchema(request: RecordedRequest): ReplyResult {
  const { input_data: input, options = null } = parse(request)
  const { input_string: output } = input as { input_string?: unknown }
  if (output === undefined) throw new Error('A KeyError.')
  return { returns: { output, options } }
}
