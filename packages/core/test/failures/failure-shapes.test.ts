import { describe, expect, it } from 'vitest'
import { clientOf, collect, hello, sse } from '../client-of.ts'
import { errorOf } from './error-of.ts'

/** Each wraps a value as some server, gateway or client does, and says no more than that something failed. */
const wrappers: Readonly<Record<string, (inner: unknown) => unknown>> = {
  error: (inner) => ({ error: inner }),
  'status code and body': (inner) => ({ error: { status_code: 400, body: inner } }),
  'bad request': (inner) => ({ message: 'bad request', code: 400, error: inner }),
  'a list of errors': (inner) => ({ errors: [inner] }),
  'an error list': (inner) => ({ error: [inner] }),
  'a list': (inner) => [inner],
  'inner error': (inner) => ({ code: 'BadRequest', message: 'The request failed.', inner_error: inner }),
  innererror: (inner) => ({ error: { code: 'x', message: 'Failed', innererror: inner } }),
  cause: (inner) => ({ name: 'Error', message: 'Request failed with status code 400', cause: inner }),
  detail: (inner) => ({ detail: inner }),
  'response data': (inner) => ({ status: 500, response: { data: { error: inner } } }),
  'a provider behind a gateway': (inner) => ({
    error: {
      message: 'Provider returned error',
      code: 400,
      metadata: { raw: asText({ error: inner }), provider_name: 'P' },
    },
  }),
  'JSON in a message': (inner) => ({ error: { message: asText(inner), type: 'bad' } }),
  'JSON after a prefix': (inner) => ({
    error: { message: `Error code: 400 - ${asText({ error: inner })}`, type: 'None' },
  }),
  'Python after a prefix': (inner) => ({
    message: `p.BadRequestError: PException - ${python({ error: inner })}. Fallbacks=None`,
  }),
  'an exception that Python printed': (inner) => ({
    error: `HTTPException(status_code=400, detail=${python(inner)})`,
  }),
  'an exception in Python after a prefix': (inner) => ({
    message: `Error code: 400 - {'error': ValueError(${python(inner)}), 'loc': ('body',)}`,
  }),
  'a list of messages': (inner) => ({ message: [inner] }),
  'an unknown name': (inner) => ({ failed: true, outcome: inner }),
  fault: (inner) => ({ fault: inner }),
  exception: (inner) => ({ exception: inner, traceback: ['line 1'] }),
}

/** The innermost error, with its message under one of many names. */
const messageNames =
  'message Message msg error_message errorMessage errmsg error_msg description title faultstring detail reason explanation'.split(
    ' ',
  )

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Prints a value as Python does. */
function python(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
    return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
  }
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  return `{${Object.entries(value as object)
    .map(([key, item]) => `${python(key)}: ${python(item)}`)
    .join(', ')}}`
}

const forms: Readonly<Record<string, (value: unknown) => string>> = {
  JSON: (value) => JSON.stringify(value),
  'JSON encoded twice': (value) => JSON.stringify(JSON.stringify(value)),
  Python: python,
  'an event': (value) => `event: error\ndata: ${JSON.stringify(value)}\n\n`,
  'events after a comment': (value) =>
    `: hi\n\nid: 1\nevent: error\ndata: ${JSON.stringify(value)}\n\ndata: [DONE]\n\n`,
  'text before JSON': (value) => `upstream answered 400: ${JSON.stringify({ error: value })}`,
}

/** A generator of numbers that gives the same ones in every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
}

describe('the message of an error is found', () => {
  const planted = `the planted 'reason' of "this" failure`

  it.each(messageNames)('under the name %s, in every wrapper', async (name) => {
    for (const [wrapper, wrap] of Object.entries(wrappers)) {
      const error = await errorOf({ body: wrap({ [name]: planted }) })
      expect([wrapper, error.message].join(': ')).toContain(planted)
    }
  })

  it('as the only text of an error, in every wrapper', async () => {
    for (const [wrapper, wrap] of Object.entries(wrappers)) {
      const { message } = await errorOf({ body: wrap(planted) })
      expect([wrapper, message].join(': ')).toContain(planted)
    }
  })

  it('at any depth, in any order of wrappers and in any form', async () => {
    const random = numbers(7)
    const all = Object.entries(wrappers)
    for (let run = 0; run < 400; run++) {
      const depth = 1 + Math.floor(random() * 8)
      const name = messageNames[Math.floor(random() * messageNames.length)] ?? 'message'
      let value: unknown = { [name]: planted, code: 'planted_code' }
      const path = [name]
      for (let level = 0; level < depth; level++) {
        const [wrapper, wrap] = all[Math.floor(random() * all.length)] ?? ['', (inner: unknown) => inner]
        // Texts inside texts double with every level.
        if (JSON.stringify(value).length > 20_000) break
        value = wrap(value)
        path.push(wrapper)
      }
      const [form, print] = Object.entries(forms)[run % Object.keys(forms).length] ?? ['', String]
      const error = await errorOf({ body: print(value) })
      expect(`${form}: ${path.join(' < ')}: ${error.message}`).toContain(planted)
    }
  })

  it.each([10, 30, 60, 200])('%i levels deep', async (depth) => {
    let value: unknown = { message: planted }
    for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { error: value } : { body: { error: value } }
    expect((await errorOf({ body: { ...(value as object), message: 'bad request' } })).message).toContain(
      depth < 200 ? planted : 'bad request',
    )
  })
})

it('is found in JSON inside a text under any name', async () => {
  const inner = JSON.stringify({ inner: JSON.stringify({ error: { message: 'planted' } }) })
  expect((await errorOf({ body: { outer: inner } })).message).toContain('(HTTP 400): planted.')
})

it.each([
  [{ code: 400, status: 'INVALID_ARGUMENT' }, 'INVALID_ARGUMENT'],
  [{ code: 429, status: 'RESOURCE_EXHAUSTED' }, 'RESOURCE_EXHAUSTED'],
  [{ code: 'x1', status: 'INVALID_ARGUMENT' }, 'x1'],
  [{ code: 400, status: 'error' }, '400'],
])('the code of %j is %s', async (fields, code) => {
  expect((await errorOf({ body: { error: { message: 'No luck.', ...fields } } })).code).toBe(code)
})

it('is completed by a sentence in the name of a parameter', async () => {
  const body = {
    error: { code: '400', message: 'Param Incorrect', param: 'The temperature must be below 1.', type: '' },
  }
  expect((await errorOf({ body })).message).toContain('Param Incorrect (The temperature must be below 1.)')
  const named = { error: { message: 'Too high', param: 'temperature' } }
  expect((await errorOf({ body: named })).message).toContain(': Too high.')
})

describe('a message is not taken', () => {
  it.each<[string, unknown, string]>([
    [
      'from a part of the request that it quotes',
      { error: { message: 'Unsupported part: messages = [{"role":"user","content":"the weather"}]' } },
      'Unsupported part: messages',
    ],
    [
      'from a tool that it quotes',
      { error: { message: "Bad tool: {'name': 'f', 'description': 'gets the weather'}" } },
      'Bad tool:',
    ],
    ['from an answer beside it', { error: { message: 'Too long' }, output: { message: 'the weather' } }, 'Too long'],
  ])('%s', async (_name, body, expected) => {
    const { message } = await errorOf({ body })
    expect(message).toContain(`: ${expected}`)
  })
})

describe('an error that is not JSON', () => {
  it.each<[string, string, string, string?]>([
    [
      'XML',
      '<?xml version="1.0"?><Error><Code>ServerBusy</Code><Message>The server &amp; its friends are busy.</Message></Error>',
      'The server & its friends are busy.',
      'ServerBusy',
    ],
    [
      'SOAP',
      '<soap:Envelope xmlns:soap="x"><soap:Body><soap:Fault><faultcode>1</faultcode><faultstring>No such operation</faultstring></soap:Fault></soap:Body></soap:Envelope>',
      'No such operation',
    ],
    ['JSON that was cut off', '{"error":{"message":"Too many images","code":"x","request":"aaaa', 'Too many images'],
    ['JSON with NaN', '{"error": {"message": "Loss diverged", "loss": NaN}}', 'Loss diverged'],
    ['an HTML page', '<html><body><h1>502</h1><p>Bad gateway at the edge</p></body></html>', 'Bad gateway at the edge'],
    ['text', 'upstream connect error', 'upstream connect error'],
  ])('of %s', async (_name, body, message, code) => {
    const error = await errorOf({ status: 502, body })
    expect(error.message).toContain(message)
    if (code !== undefined) expect(error.code).toBe(code)
  })
})

describe('a good answer', () => {
  const answer = { choices: [{ index: 0, message: { content: 'Hi' }, finish_reason: 'stop' }] }
  const event = { choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }] }

  it.each<[error: unknown]>([
    [null],
    [false],
    [0],
    [''],
    ['None'],
    ['null'],
    [{}],
    [[]],
    [{ message: '', code: '' }],
    [{ code: null, message: null, param: null, type: null }],
    [{ code: 0, details: [], inner: { message: '' } }],
  ])('beside the zero value %j of an error is no failure, whole or streamed', async (error) => {
    const whole = clientOf(() => Response.json({ ...answer, error }))
    expect((await whole.chat(hello)).text).toBe('Hi')
    const streamed = clientOf(
      () => new Response(sse({ ...event, error }), { headers: { 'content-type': 'text/event-stream' } }),
    )
    expect((await collect(streamed.stream(hello))).error).toBeUndefined()
  })
})
