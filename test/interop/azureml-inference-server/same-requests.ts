import type { RawRequest } from './raw-request.ts'

const json = { 'content-type': 'application/json' }
const long = 'x'.repeat(101)
const full = 'x'.repeat(100)

const idHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'x-request-id': 'a' },
  { 'x-request-id': full },
  { 'x-request-id': long },
  { 'x-request-id': '' },
  { 'x-ms-request-id': 'b' },
  { 'x-ms-request-id': long },
  { 'x-ms-client-request-id': 'c' },
  { 'x-ms-client-request-id': long },
  { 'x-ms-request-id': 'b', 'x-ms-client-request-id': 'c' },
  { 'x-request-id': 'a', 'x-ms-request-id': 'b', 'x-ms-client-request-id': 'c' },
  { 'x-request-id': 'a', 'x-ms-client-request-id': long },
  { traceid: 't' },
]

/** JSON that Python describes in as many ways as it knows. */
const malformed: readonly string[] = [
  '{',
  'x',
  '[1,]',
  '{"a" 1}',
  '{,}',
  '{"a": 1,}',
  '[01]',
  '[-x]',
  '[1.e]',
  '[1e+]',
  '[trux]',
  '["\\x"]',
  '["\\u12g4"]',
  '["\\u12',
  '["a\nb"]',
  '[1] 2',
  '[1}',
  '{"a": 1',
  '{"é🙂":\n x}',
  '"abc',
  '{"a": "b" "c"}',
  '-',
  ' ',
]

/** The requests that both servers get, by script. */
export const sameRequests: Readonly<Record<string, readonly RawRequest[]>> = {
  echo: [
    ...jsonBodies(['{}', '[1, 2.5, "é"]', '"text"', '0', 'null', 'NaN', '{"a": {"b": [null, true]}}']),
    ...jsonBodies(
      'none|text|json text|unicode|nan|bare nan|set|bytes|numbers|zero|false|empty list|empty text|no such value'
        .split('|')
        .map((value) => JSON.stringify({ returns: value })),
    ),
    ...jsonBodies(['', '{', 'text', '{"a": 1} {"b": 2}', '\uFEFF{}', '['.repeat(5000)]),
    ...[
      '',
      'text/plain',
      'application/merge+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ].map((type) => ({
      name: `content type ${type || 'none'}`,
      headers: typed(type),
      body: '{"a": 1}',
    })),
    ...['ff', '61ff62', '61e4b8', 'e46263', 'eda080', 'f4908080', 'f09f99', 'c080', '80', 'f0808080'].map((hex) => ({
      name: `bytes ${hex}, which are not UTF-8`,
      headers: json,
      body: Buffer.from(hex, 'hex'),
    })),
    {
      name: 'a compressed body',
      headers: { ...json, 'content-encoding': 'gzip' },
      body: Buffer.from('1f8b0800', 'hex'),
    },
    { name: 'a chunked body', headers: json, body: '{"a": 1}', chunked: true },
    { name: 'a large body', headers: json, body: JSON.stringify({ a: 'é'.repeat(500_000) }) },
    { name: 'a query', method: 'GET', path: '/score?a=1&b=x&b=2&c=[1]&d=%22y%22&e=&f=a+b%20c' },
    { name: 'no query', method: 'GET' },
    { name: 'a query and a body', path: '/score?a=1', headers: json, body: '{"b": 2}' },
    ...['OPTIONS', 'HEAD', 'PUT', 'DELETE', 'PATCH'].map((method) => ({ name: `${method} /score`, method })),
    ...['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'].flatMap((method) =>
      ['/', '/swagger.json', '/nowhere', '/score/'].map((path) => ({ name: `${method} ${path}`, method, path })),
    ),
    { name: 'two slashes', path: '//score', headers: json, body: '{"a": 1}' },
    ...['3', '3.0', '3.1', '2.0', '4', ''].map((version) => ({
      name: `swagger version ${version || 'empty'}`,
      method: 'GET',
      path: `/swagger.json?version=${version}`,
    })),
    ...idHeaders.map((headers) => ({
      name: `ids ${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value.length > 20 ? value.length : value}`)
        .join(', ')}`,
      headers: { ...json, ...headers },
      body: '{}',
    })),
    { name: 'a long id on /', method: 'GET', path: '/', headers: { 'x-request-id': long } },
    {
      name: 'ids on an unknown route',
      method: 'GET',
      path: '/nowhere',
      headers: { 'x-request-id': 'a', traceid: 't' },
    },
    { name: 'an id on a failure', headers: { ...json, 'x-ms-client-request-id': 'c' }, body: '{' },
  ],
  failing: [
    ...['raise', 'sys.exit', 'os._exit', 'sleep'].map((how) => ({
      name: how,
      headers: json,
      body: JSON.stringify({ how }),
    })),
    { name: 'a missing key', headers: json, body: '{}' },
    { name: 'an id when it sleeps', headers: { ...json, 'x-request-id': 'a' }, body: '{"how": "sleep"}' },
  ],
  response: jsonBodies([
    '{"body": "x"}',
    '{"status": 201, "body": "x"}',
    '{"status": 204}',
    '{"status": 304, "body": "x"}',
    '{"status": 404, "body": {"error": "é"}, "json": true}',
    '{"status": 429, "body": "slow down", "headers": {"Retry-After": "3"}}',
    '{"status": 500, "body": "x"}',
    '{"status": 503, "body": "x", "headers": {"Content-Type": "text/plain"}}',
    '{"headers": {"X-A": "1, 2"}, "body": "x"}',
    '{"headers": {"content-type": "application/json"}, "body": "{}"}',
    '{"headers": {"Content-Type": "application/json; charset=utf-8"}, "body": "{}"}',
    '{"headers": {"x-request-id": "of the script"}, "body": "x"}',
    '{"pieces": ["data: 1\\n\\n", "data: é\\n\\n"], "headers": {"Content-Type": "text/event-stream"}}',
    '{"pieces": []}',
    '{"hex": "00ff10", "headers": {"Content-Type": "image/png"}}',
    '{"body": null}',
    '{"body": [1, null], "json": true}',
  ]),
  schema: [
    ...jsonBodies([
      '{"input_data": {"input_string": [1]}}',
      '{"input_data": {"input_string": "é"}, "options": {"x": 1}, "other": 1}',
      '{"input_data": {}}',
      '{"input_data": "x"}',
      '{"input_data": null}',
      '{"input_data": []}',
      '{}',
      '{"options": 1}',
      '[]',
      'null',
      '"x"',
      '',
      '{"a": NaN}',
      '\uFEFF{}',
      ...malformed,
    ]),
    { name: 'not UTF-8', headers: json, body: Buffer.from('22ff22', 'hex') },
    ...[
      '',
      'text/plain',
      'application/json; charset=latin1',
      'application/merge+json',
      'APPLICATION/JSON',
      'text/json',
    ].map((type) => ({
      name: `content type ${type || 'none'}`,
      headers: typed(type),
      body: '{"input_data": {"input_string": 1}}',
    })),
    { name: 'a query', method: 'GET', path: '/score?input_data={"input_string":1}&options=2' },
    { name: 'a query without a value', method: 'GET', path: '/score?options=2' },
    ...['OPTIONS', 'HEAD', 'PUT'].map((method) => ({ name: `${method} /score`, method })),
    ...['2', '3', '3.1'].map((version) => ({
      name: `swagger version ${version}`,
      method: 'GET',
      path: `/swagger.json?version=${version}`,
    })),
  ],
  raw: [
    ...['GET', 'OPTIONS', 'HEAD', 'PUT'].map((method) => ({ name: `${method} /score`, method, path: '/score?x=1' })),
    { name: 'a body that is not UTF-8', body: Buffer.from('61', 'hex'), headers: { 'content-type': 'image/png' } },
    { name: 'no body' },
    { name: 'a long id', headers: { 'x-ms-request-id': long } },
  ],
}

function typed(type: string): Readonly<Record<string, string>> {
  return type === '' ? {} : { 'content-type': type }
}

function jsonBodies(bodies: readonly string[]): RawRequest[] {
  return bodies.map((body) => ({ name: body.slice(0, 120) || 'an empty body', headers: json, body }))
}
