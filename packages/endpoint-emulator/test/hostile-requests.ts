const controls = [...Array.from({ length: 0xa0 }, (_, code) => code), 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069]
/** Every control character, and the line separators and bidirectional overrides. */
export const everyControl: string = `\u001B]52;c;AAAA\u0007${controls.map((code) => String.fromCharCode(code)).join('')}`

/** A hostile request: its name, the pieces to send, and whether it may get no response. */
export type HostileRequest = readonly [name: string, pieces: readonly string[], silent?: 'may be silent']

/** Makes requests to a JSON route that try to crash, hang or exhaust a server, or to forge its log. */
export function hostileRequests(path: string, lines: readonly string[]): HostileRequest[] {
  const head = (method: string, target: string, more: readonly string[]): string =>
    [`${method} ${target} HTTP/1.1`, ...lines, ...more, '', ''].join('\r\n')
  const json = (body: string, more: readonly string[] = []): string =>
    head('POST', path, ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, ...more]) + body
  const chunked = (body: string): string =>
    head('POST', path, ['content-type: application/json', 'transfer-encoding: chunked']) + body
  const announcing = (length: string): string =>
    head('POST', path, ['content-type: application/json', `content-length: ${length}`])
  return [
    ...['[', '{"a":', '[{"messages":'].map((open): HostileRequest => {
      return [`100 000 levels of ${open}`, [json(open.repeat(100_000))]]
    }),
    ['100 000 levels, closed', [json('['.repeat(100_000) + ']'.repeat(100_000))]],
    [
      '100 000 levels in a message',
      [json(`{"messages":[{"role":"user","content":${'['.repeat(1e5)}${']'.repeat(1e5)}}]}`)],
    ],
    ['a number of 1 000 000 digits', [json(`{"max_tokens":${'9'.repeat(1e6)}}`)]],
    ['1 000 000 backslashes', [json(`"${'\\'.repeat(1e6)}`)]],
    ['1 000 000 items', [json(`[${'0,'.repeat(1e6)}0]`)]],
    ['1 000 000 invalid messages', [json(`{"messages":[${'0,'.repeat(1e6)}0]}`)]],
    ['500 000 tool messages', [json(`{"messages":[${'{"role":"tool"},'.repeat(5e5)}{"role":"user","content":"x"}]}`)]],
    [
      '100 000 stop sequences',
      [json(`{"messages":[{"role":"user","content":"x"}],"stop":[${'"a",'.repeat(1e5)}"b"]}`)],
    ],
    [
      '100 000 fields',
      [json(`{${Array.from({ length: 1e5 }, (_, index) => `"k${index}":1`).join()}}`, ['extra-parameters: drop'])],
    ],
    [
      'a field called __proto__',
      [json('{"__proto__":{"messages":[{"role":"user","content":"x"}]},"constructor":{"prototype":1}}')],
    ],
    ['lone surrogates', [json(String.raw`{"messages":[{"role":"user","content":"\ud800\udfff\udc00"}]}`)]],
    [
      'every control character, escaped',
      [json(JSON.stringify({ messages: [{ role: 'user', content: everyControl }] }))],
    ],
    [
      'every control character in a name',
      [json(JSON.stringify({ model: everyControl, messages: [{ role: 'user', content: 'x' }] }))],
    ],
    ['control characters, raw', [json(`{"a":"${everyControl}"}`)]],
    ['a byte order mark', [json('\uFEFF{}')]],
    ['a body that is not JSON', [json('}{')]],
    ['an empty body', [json('')]],
    ['null', [json('null')]],
    ...['{', '[', '"', '-', 't', '{"a"', '{"a":', '[1,', '1e', '"\\u12'].map((cut): HostileRequest => [
      `JSON cut at ${cut}`,
      [json(cut)],
    ]),
    ['a body of 40 MB', [json('x'.repeat(40_000_000))]],
    ['a body of 40 MB in chunks', [chunked(`${`${(4e7).toString(16)}\r\n${'x'.repeat(4e7)}`}\r\n0\r\n\r\n`)]],
    ['100 000 chunks of one byte', [chunked(`${'1\r\na\r\n'.repeat(100_000)}0\r\n\r\n`)]],
    ['an announced length of 1 GiB and no body', [announcing('1073741824')]],
    ['an announced length of 1 GiB and a short body', [announcing('1073741824'), '{"messages":']],
    ['a length that is not a number', [announcing('abc')]],
    ['a negative length', [announcing('-1')]],
    ['a length of 40 digits', [announcing('9'.repeat(40))]],
    ['two lengths', [head('POST', path, ['content-length: 2', 'content-length: 3']) + '{}']],
    ['a length and chunks', [head('POST', path, ['content-length: 2', 'transfer-encoding: chunked']) + '0\r\n\r\n']],
    ['an invalid chunk size', [chunked('zz\r\nx\r\n0\r\n\r\n')]],
    ['a chunk size of 40 digits', [chunked(`${'f'.repeat(40)}\r\nx`)]],
    ['a chunk longer than its size', [chunked('1\r\nabc\r\n0\r\n\r\n')]],
    ['a chunk extension of 20 KB', [chunked(`1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`)]],
    ['an unknown transfer encoding', [head('POST', path, ['transfer-encoding: gzip']) + 'x']],
    [
      '1 000 headers',
      [
        head(
          'GET',
          path,
          Array.from({ length: 1_000 }, (_, index) => `x-${index}: 1`),
        ),
      ],
    ],
    // The server refuses it before the end; the connection may be reset before its answer is read.
    ['a header of 1 MB', [head('GET', path, [`x: ${'a'.repeat(1e6)}`])], 'may be silent'],
    ['a header without a name', [head('GET', path, [': x'])]],
    ['a header with control characters', [head('GET', path, ['x: a\u0001\u001B[2Jb'])]],
    ['a header folded over two lines', [head('GET', path, ['x: a\r\n b'])]],
    ['a line break of its own in a header', [head('GET', path, ['x: a\rb'])]],
    ['a path of 15 KB', [head('GET', `/${'a/'.repeat(7_500)}`, [])]],
    ['a path of 1 MB', [head('GET', `/${'a'.repeat(1e6)}`, [])], 'may be silent'],
    ['a query of 3 000 parameters', [head('GET', `${path}?${'a=1&'.repeat(3_000)}`, [])]],
    ['a path with percent signs', [head('GET', '/%00%0a%1b%zz%ff%c0%af%e2%80%ae', [])]],
    ['a path that climbs', [head('GET', '/../../../../etc/passwd', [])]],
    ['a path that climbs, encoded', [head('GET', '/%2e%2e/%2e%2e/etc/passwd', [])]],
    ['a path of two slashes', [head('GET', '//evil.example/', [])]],
    ['a path with raw control characters', [head('GET', '/a\u001B[31mb\u007F', [])]],
    ['a path with bytes beyond ASCII', [head('GET', '/\u009B31m\u202E', [])]],
    ['a target of an asterisk', [head('OPTIONS', '*', [])]],
    ['an unknown method', [head('HACK', path, [])]],
    ['TRACE', [head('TRACE', path, [])]],
    ['CONNECT', [head('CONNECT', 'evil.example:443', [])], 'may be silent'],
    ['an upgrade', [head('GET', path, ['connection: upgrade', 'upgrade: websocket'])], 'may be silent'],
    [
      'an expectation',
      [head('POST', path, ['content-type: application/json', 'content-length: 2', 'expect: 100-continue']) + '{}'],
    ],
    ['an unknown expectation', [head('POST', path, ['content-length: 2', 'expect: 200-ok']) + '{}']],
    ['HTTP/2 in clear', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
    ['HTTP/0.9', ['GET /\r\n\r\n']],
    ['HTTP/9.9', ['GET / HTTP/9.9\r\n\r\n']],
    ['TLS', ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000'.repeat(20)]],
    ['line breaks', ['\r\n'.repeat(10_000), head('GET', path, [])]],
    ['bytes that are nothing', [everyControl.repeat(100)]],
    ['100 requests in one go', [json('{}').repeat(100)]],
  ]
}
