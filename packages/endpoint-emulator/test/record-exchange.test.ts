import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRedaction } from '../../../scripts/redaction.ts'

const key = `sk-Az+9/zQ=x7&<"k'y\\8 Lm`
const signature = 'Sig+na/ture=9'
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

describe('pnpm record:exchange', { timeout: 120_000 }, () => {
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

  const record = (path: string): Promise<{ code: number; output: string }> => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
    const env = { PATH: process.env['PATH'], AZUREML_ENDPOINT_API_KEY: key }
    return new Promise((resolve) => {
      execFile(process.execPath, [script, address, file], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
      })
    })
  }

  it.each(cases)('redacts the key $name in $place', async ({ name, place, form, answer }) => {
    const index = cases.findIndex((one) => one.name === name && one.place === place)
    const { code, output } = await record(`/${index}/score`)
    expect(code).toBe(answer[0] === 200 ? 0 : 1)
    expect(output).toContain('REDACTED')
    for (const shown of [output, decoded(output)]) {
      expect(shown).not.toContain(form)
      expect(shown).not.toContain(key)
    }
    expect(leaked(output)).toEqual([])
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

  it('finds any secret of six characters or more in all of these forms', () => {
    const url = new URL('https://my-ep.westeurope.inference.ml.azure.com/score')
    const printable = fc
      .string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 14 })
      .filter((one) => one === one.trim())
    const property = fc.property(printable, (secret) => {
      const { redact } = createRedaction(secret, url)
      for (const [name, form] of Object.entries(formsOf(secret))) {
        const output = JSON.stringify(redact([`x ${form} y`, { [form]: 1 }]))
        expect([name, form, output.match(/REDACTED/g)?.length]).toEqual([name, form, 2])
        expect(output).not.toContain(inJson(form))
      }
    })
    fc.assert(property, { numRuns: 200 })
  })

  it('keeps a value without secrets unchanged', () => {
    const { redact } = createRedaction(key, new URL('https://my-ep.westeurope.inference.ml.azure.com/score'))
    const value = {
      text: 'A key to success: { "a": 1 }',
      list: ['{"a": 1}', 'sk-', 5, null, true],
      usage: { prompt_tokens: 3 },
    }
    expect(redact(value)).toEqual(value)
  })

  it('takes linear time', () => {
    const { redact } = createRedaction(
      key,
      new URL('https://my-ep.westeurope.inference.ml.azure.com/score?code=aaaaaaaaaa'),
    )
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
      const time = (length: number): number => {
        const text = seed.repeat(length / seed.length)
        const start = performance.now()
        redact({ [text]: text })
        return performance.now() - start
      }
      time(20_000)
      const [once, twice] = [100_000, 200_000].map((length) =>
        Math.min(...Array.from({ length: 5 }, () => time(length))),
      )
      expect([seed, twice! < 2_000 && twice! < 3.5 * once! + 60]).toEqual([seed, true])
    }
  })
})

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
