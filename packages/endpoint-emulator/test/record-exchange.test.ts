import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportExchange } from '../../../scripts/exchange-report.ts'
import { type SizedWork, tooFastGrowth } from '../../core/test/growth.ts'
import { createRedaction } from '../../../scripts/redaction.ts'

const key = `sk-Az+9/zQ=x7&<"k'y\\8 Lm`
const signature = 'Sig+na/ture=9'
const publicUrl = new URL('https://my-ep.westeurope.inference.ml.azure.com/score')
const script = new URL('../../../scripts/record-exchange.ts', import.meta.url).pathname

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0')
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** The forms in which a secret may appear. */
function formsOf(secret: string): Readonly<Record<string, string>> {
  const each = (form: (code: number) => string): string => [...secret].map((one) => form(one.charCodeAt(0))).join('')
  const base64 = (before: string): string => Buffer.from(`${before}${secret}:rest`).toString('base64')
  return {
    unchanged: secret,
    'as JSON': inJson(secret),
    'as JSON in JSON': inJson(inJson(secret)),
    'with slashes escaped': inJson(secret).replaceAll('/', String.raw`\/`),
    'with .NET’s escapes': secret.replace(/["&'+<>\\]/g, (one) => `\\u${hex(one.charCodeAt(0), 4).toUpperCase()}`),
    'with every character escaped': each((code) => `\\u${hex(code, 4)}`),
    'with every character escaped twice': each((code) => `\\\\u${hex(code, 4)}`),
    'with escapes of two digits': each((code) => `\\x${hex(code, 2)}`),
    'with escapes in braces': each((code) => `\\u{${hex(code, 2)}}`),
    'in a URL': encodeURIComponent(secret),
    'in a form': new URLSearchParams({ k: secret }).toString().slice(2),
    'in a URL, every character': each((code) => `%${hex(code, 2)}`),
    'in a URL, twice': encodeURIComponent(encodeURIComponent(secret)),
    'in base64': Buffer.from(secret).toString('base64'),
    'in base64 after one character': base64('a'),
    'in base64 after a name': base64('ab'),
    'in base64 after three': base64('abc'),
    'in base64url': Buffer.from(secret).toString('base64url'),
    'in base64url after a name': Buffer.from(`ab${secret}:rest`).toString('base64url'),
    'in base64 in a URL': encodeURIComponent(base64('ab')),
    'in base64 with slashes escaped': base64('abc').replaceAll('/', String.raw`\/`),
    'in hexadecimal': Buffer.from(secret).toString('hex'),
    'in hexadecimal, upper case': Buffer.from(secret).toString('hex').toUpperCase(),
    'in HTML': secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
    'in HTML, decimal': each((code) => `&#${code};`),
    'in HTML, hexadecimal': each((code) => `&#x${hex(code, 2).toUpperCase()};`),
    'in HTML, by name': secret
      .replaceAll('&', '&amp;')
      .replaceAll('+', '&plus;')
      .replaceAll('/', '&sol;')
      .replaceAll('=', '&equals;'),
    'in HTML, twice': each((code) => `&amp;#${code};`),
  }
}

/** The responses that contain it: status, content type and body. */
const places: Readonly<Record<string, (form: string) => readonly [number, string, string]>> = {
  'a whole answer': (form) => [200, 'application/json', JSON.stringify({ a: [form], deep: { text: `x ${form} y` } })],
  'the name of a field': (form) => [200, 'application/json', JSON.stringify({ [`x-${form}`]: 1 })],
  'JSON in a text': (form) => [
    200,
    'application/json',
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify([form]) }) }),
  ],
  'an error': (form) => [
    401,
    'application/json',
    JSON.stringify({ error: { code: form, message: `bad key ${form}` } }),
  ],
  'an error in text': (form) => [403, 'text/plain', `<b>bad key</b>: ${form}, see there`],
  'an event': (form) => [200, 'text/event-stream', `data: ${JSON.stringify({ a: form })}\n\ndata: ${form}\n\n`],
}

const cases = Object.entries(places).flatMap(([place, answer]) => {
  return Object.entries(formsOf(key)).map(([name, form]) => ({ place, name, form, answer: answer(form) }))
})

type Environment = Readonly<Record<string, string>> & { readonly credentials?: string }

describe('pnpm record:exchange', () => {
  let answers: (typeof cases)[number]['answer'][] = []
  const server = createServer((request, response) => {
    const [status = 500, type = '', body = ''] = answers[Number(request.url?.split('/')[1])] ?? []
    response.writeHead(Number(status), { 'content-type': type }).end(body)
  })
  const file = join(mkdtempSync(join(tmpdir(), 'exchange-')), 'request.json')
  beforeAll(async () => {
    answers = cases.map(({ answer }) => answer)
    writeFileSync(file, JSON.stringify({ messages: [{ role: 'user', content: `My key is ${key}` }] }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => server.close())

  const record = (path: string, environment: Environment = {}): Promise<{ code: number; output: string }> => {
    const { credentials = '', ...variables } = environment
    const address = `http://${credentials}127.0.0.1:${(server.address() as AddressInfo).port}${path}`
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const env = { PATH, NODE_COMPILE_CACHE, AZUREML_ENDPOINT_API_KEY: key, ...variables }
    return new Promise((resolve) => {
      execFile(process.execPath, [script, address, file], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
      })
    })
  }

  it.each(cases)('redacts the key $name in $place', ({ form, answer: [status, , text] }) => {
    const redaction = createRedaction({ key, url: publicUrl })
    const sent = { address: publicUrl.href, body: { prompt: `My key is ${key}` } }
    const report = reportExchange(sent, { ok: status === 200, status, text }, redaction)
    expect(report.recorded).toBe(status === 200)
    expectNoKey(report.text, form)
  })

  it.each(Object.keys(places))('prints no key that stands in %s', async (place) => {
    const index = cases.findIndex((one) => one.place === place)
    const { code, output } = await record(`/${index}/score`)
    expect(code).toBe(answers[index]?.[0] === 200 ? 0 : 1)
    expectNoKey(output, key)
  })

  it('redacts secrets in the query and the password of the URL', async () => {
    const body = { a: `${signature} ${encodeURIComponent(signature)}`, b: 'hunter22', c: '2024-05-01-preview' }
    answers.push([200, 'application/json', JSON.stringify(body)])
    const query = new URLSearchParams({ 'api-version': '2024-05-01-preview', sig: signature, code: 'hunter22' })
    const { code, output } = await record(`/${answers.length - 1}/score?${String(query)}`)
    expect(code).toBe(0)
    expect(output).not.toMatch(/Sig|hunter22/)
    expect(output).toContain('2024-05-01-preview')
  })

  it('prints nothing if the key is split over several events', async () => {
    const pieces = key.match(/.{1,3}/g) ?? []
    const events = pieces.map((piece) => `data: ${JSON.stringify({ choices: [{ delta: { content: piece } }] })}\n\n`)
    answers.push([200, 'text/event-stream', events.join('')])
    const { code, output } = await record(`/${answers.length - 1}/score`)
    expect([code, output]).toEqual([1, expect.stringContaining('contains a secret that is split over several events')])
  })

  it('prints nothing if the key is split over the tokens of log probabilities', async () => {
    const content = (key.match(/.{1,3}/g) ?? []).map((token) => ({ token, logprob: -1 }))
    answers.push([200, 'application/json', JSON.stringify({ logprobs: { content } })])
    const { code, output } = await record(`/${answers.length - 1}/score`)
    expect([code, output]).toEqual([1, expect.stringContaining('contains a secret that is split over several strings')])
  })

  it.each([40, 903, 2_000, 20_000])('redacts a key of %i characters', async (length) => {
    const long =
      Array.from({ length }, (_, index) => `${index * 7919}/`)
        .join('')
        .slice(0, length - 1) + '!'
    for (const [name, form] of Object.entries(formsOf(long))) {
      const text = JSON.stringify(createRedaction({ key: long, url: publicUrl }).redact([form]))
      expect([name, text.includes('REDACTED'), text.includes(long.slice(0, 12))]).toEqual([name, true, false])
    }
    if (length > 2_000) return
    answers.push([200, 'application/json', JSON.stringify({ a: long })], [401, 'text/plain', `bad key ${long}`])
    for (const [index, code] of [
      [answers.length - 2, 0],
      [answers.length - 1, 1],
    ] as const) {
      const result = await record(`/${index}/score`, { AZUREML_ENDPOINT_API_KEY: long })
      expect(result).toEqual({ code, output: expect.stringContaining('REDACTED') })
      expect(result.output).not.toContain(long.slice(0, 12))
    }
  })

  it.each(['\n', ' ', '\r\n', '\t '])('ignores whitespace around the key: %j', async (space) => {
    answers.push([200, 'application/json', JSON.stringify({ a: key })])
    const { code, output } = await record(`/${answers.length - 1}/score`, {
      AZUREML_ENDPOINT_API_KEY: `${space}${key}${space}`,
    })
    expect(code).toBe(0)
    expect(leaked(output)).toEqual([])
    expect(output).not.toContain(inJson(key))
  })

  it.each(['u:%zz@', '%zz@', 'someuser:pass@', 'u@'])('rejects a URL with credentials: %s', async (credentials) => {
    const { code, output } = await record('/0/score', { credentials })
    expect([code, output]).toEqual([1, expect.stringMatching(/^The URL contains a user name or a password[^\n]*\n$/)])
  })

  it('prints one redacted line for an unexpected error', async () => {
    const broken = `console.log = () => { throw new Error('cannot print ' + process.env.AZUREML_ENDPOINT_API_KEY) }`
    answers.push([200, 'application/json', '{}'])
    const { code, output } = await record(`/${answers.length - 1}/score`, {
      NODE_OPTIONS: `--import=data:text/javascript;base64,${Buffer.from(broken).toString('base64')}`,
    })
    expect([code, output]).toEqual([1, 'The exchange could not be recorded. Error: cannot print REDACTED\n'])
  })

  it('hides the name of the deployment', async () => {
    answers.push([200, 'application/json', JSON.stringify({ a: 'blue-7', b: ['at blue-7.'], c: 'blue-70' })])
    const path = `/${answers.length - 1}/score`
    const { code, output } = await record(path, { AZUREML_DEPLOYMENT_NAME: 'blue-7' })
    expect(code).toBe(0)
    expect(output).toContain('at my-deployment.')
    expect(output).not.toMatch(/blue-7\b/)
  })

  it.each([
    ['a user name', 'https://someone-else:x@my-ep.westeurope.inference.ml.azure.com', 'someone-else'],
    ['a short user name', 'https://joe@my-ep.westeurope.inference.ml.azure.com', 'joe'],
    ['a password', 'https://u:hunter%2b22@my-ep.westeurope.inference.ml.azure.com', 'hunter+22'],
    ['a short password', 'https://u:pa%2bs@my-ep.westeurope.inference.ml.azure.com', 'pa+s'],
    ['a malformed password', 'https://u:%zz-pass@my-ep.westeurope.inference.ml.azure.com', '%zz-pass'],
  ])('redacts %s of the URL', (_, address, secret) => {
    const { redact } = createRedaction({ key, url: new URL(address) })
    expect(redact({ a: `for ${secret}, who` })).toEqual({ a: 'for REDACTED, who' })
  })

  it('redacts the key in base64 that is wrapped', () => {
    const { redact } = createRedaction({ key: `${key}${key}${key}`, url: publicUrl })
    const base64 = Buffer.from(`${key}${key}${key}`).toString('base64')
    for (const lineBreak of ['\n', '\r\n', '\n ', String.raw`\n`]) {
      const text = String(redact(base64.match(/.{1,16}/g)?.join(lineBreak)))
      expect([lineBreak, text]).toEqual([lineBreak, expect.stringMatching(/^REDACTED.{0,3}$/)])
    }
  })

  it('redacts the fields that core calls secret, but not the tokens of log probabilities', () => {
    const { redact } = createRedaction({ key, url: publicUrl })
    const names = ['token', 'api_key', 'accessToken', 'password', 'set-cookie', 'Authorization', 'connectionString']
    for (const name of names) expect(redact({ [name]: 'short' })).toEqual({ [name]: 'REDACTED' })
    const content = [{ token: 'Hello', logprob: -0.1, top_logprobs: [{ token: 'Hi', logprob: -2 }] }]
    const value = { eos_token: '</s>', choices: [{ logprobs: { content } }] }
    expect(redact(value)).toEqual(value)
    expect(redact({ token: `x ${key}`, logprob: -1 })).toEqual({ token: 'x REDACTED', logprob: -1 })
  })

  it('shows no control character', async () => {
    const text = Array.from({ length: 0xa0 }, (_, unit) => String.fromCharCode(unit)).join('') + '\u202E\u2066\u2028'
    for (const status of [200, 400]) {
      answers.push(
        [status, 'application/json', JSON.stringify({ text }).replace('\\u007f', '\u007F')],
        [status, 'text/plain', text],
      )
      for (const index of [answers.length - 2, answers.length - 1]) {
        const { output } = await record(`/${index}/score`)
        expect(output.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      }
    }
  })

  it('finds any secret of seven characters or more in all of these forms', () => {
    const printable = fc
      .string({ unit: 'grapheme-ascii', minLength: 7, maxLength: 14 })
      .filter((one) => one === one.trim())
      // An escape counts as the one character that it decodes to: shorter secrets are not searched for.
      .filter((one) => one.replaceAll(/%[\da-f]{2}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\.|&#?\w+;/gi, '?').length >= 7)
    const property = fc.property(printable, (secret) => {
      const { redact } = createRedaction({ key: secret, url: publicUrl })
      for (const [name, form] of Object.entries(formsOf(secret))) {
        const output = JSON.stringify(redact([`x ${form} y`, { [form]: 1 }]))
        expect([name, form, output.match(/REDACTED/g)?.length]).toEqual([name, form, 2])
        expect(output).not.toContain(inJson(form))
      }
    })
    fc.assert(property, { numRuns: 200 })
  })

  it('keeps a value without secrets unchanged', () => {
    const { redact } = createRedaction({ key, url: publicUrl })
    const value = {
      text: 'A key to success: { "a": 1 }',
      list: ['{"a": 1}', 'sk-', 5, null, true],
      usage: { prompt_tokens: 3 },
    }
    expect(redact(value)).toEqual(value)
  })

  it('takes linear time', async () => {
    const { redact } = createRedaction({
      key,
      url: new URL('https://my-ep.westeurope.inference.ml.azure.com/score?code=aaaaaaaaaa'),
    })
    const seeds = [
      'a',
      '\\',
      '%25',
      '&amp;',
      'eyJ',
      'eyJ-',
      'eyJa.',
      'Bearer ',
      '?key',
      '&a',
      'a@',
      'a@a',
      'a.',
      '1a',
      '_',
      '0-',
      's',
      'sk-',
      key.slice(0, -1),
      '"',
      '{"a":"',
      '[',
      '\\u00',
      'my-ep',
      '.',
      'ab12-',
      '\n',
    ]
    for (const seed of seeds) {
      const work: SizedWork = (size) => {
        const text = seed.repeat(size / seed.length)
        return () => redact({ [text]: text })
      }
      expect([seed, await tooFastGrowth(work, { from: 50_000, upTo: 50_000 })]).toEqual([seed, undefined])
    }
  })
})

function expectNoKey(output: string, form: string): void {
  expect(output).toContain('REDACTED')
  for (const shown of [output, decoded(output)]) {
    expect(shown).not.toContain(form)
    expect(shown).not.toContain(key)
  }
  expect(leaked(output)).toEqual([])
}

/** Decodes everything that may be base64, at any offset. */
function decoded(text: string): string {
  const runs = text.match(/[\w+/-]{6,}/g) ?? []
  return runs
    .flatMap((run) => [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString('latin1')))
    .join('\n')
}

/** The parts of the key, of eight characters each, that text contains. */
function leaked(text: string): string[] {
  const parts = Array.from({ length: key.length - 7 }, (_, index) => key.slice(index, index + 8))
  return parts.filter((part) => text.includes(part) || decoded(text).includes(part))
}
