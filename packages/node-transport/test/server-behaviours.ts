import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Step } from './raw-server.ts'

const text = '{"output":"Hello, ä 👋"}'
const bytes = Buffer.from(text)
const long = Buffer.from(`{"output":"${Array.from({ length: 20_000 }, (_, index) => index).join(' ')}"}`)

const head = (status: string, ...headers: string[]): string => `${[status, ...headers].join('\r\n')}\r\n\r\n`
const ok = (...headers: string[]): string => head('HTTP/1.1 200 OK', ...headers)
const join = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))
const length = (body: Buffer, ...headers: string[]): Buffer =>
  join(ok(`Content-Length: ${body.length}`, ...headers), body)
const chunk = (data: Buffer | string): Buffer => join(`${Buffer.from(data).length.toString(16)}\r\n`, data, '\r\n')
const chunkedHead = ok('Transfer-Encoding: chunked')
const chunked = (...chunks: (Buffer | string)[]): Buffer => join(chunkedHead, ...chunks.map(chunk), '0\r\n\r\n')
const encoded = (coding: string, body: Buffer): Step[] => [length(body, `Content-Encoding: ${coding}`)]
const half = (body: Buffer): Buffer => body.subarray(0, body.length >> 1)
const whole = length(bytes)
const status = (line: string, body = bytes): Step[] => [join(`${line}\r\nContent-Length: ${body.length}\r\n\r\n`, body)]

/** What servers do, well or badly, in groups. */
export const serverBehaviours: Readonly<Record<string, Readonly<Record<string, readonly Step[]>>>> = {
  'an answer': {
    'of a known length': [whole],
    'in one chunk': [chunked(bytes)],
    'in chunks, written apart': [
      chunkedHead,
      2,
      chunk(half(bytes)),
      2,
      chunk(bytes.subarray(bytes.length >> 1)),
      2,
      '0\r\n\r\n',
    ],
    'with chunk extensions and trailers': [join(chunkedHead, '5;a="b"\r\nhello\r\n0;c\r\nX-Trailer: a\r\n\r\n')],
    'empty, of a known length': [length(Buffer.alloc(0))],
    'empty, in chunks': [chunked()],
    'in single bytes': Array.from(whole, (_, index) => whole.subarray(index, index + 1)),
    'with bytes that are no UTF-8': [length(Buffer.from([0xff, 0xfe, 0x80]))],
  },
  'a close': {
    'that is announced': [length(bytes, 'Connection: close'), 'FIN'],
    'that is announced and does not come': [length(bytes, 'Connection: close')],
    'with the answer': [whole, 'FIN'],
    'with the last chunk': [chunked(bytes), 'FIN'],
    'as a reset, a little after the answer': [whole, 5, 'RST'],
    'a little after the answer': [whole, 5, 'FIN'],
    'that ends the body': [join(ok(), bytes), 'FIN'],
    'that ends the body, as announced': [join(ok('Connection: close'), bytes), 'FIN'],
    'under HTTP/1.0': [join(head('HTTP/1.0 200 OK', `Content-Length: ${bytes.length}`), bytes), 'FIN'],
    'under HTTP/1.0, without a length': [join(head('HTTP/1.0 200 OK'), bytes), 'FIN'],
    'that does not come under HTTP/1.0': [join(head('HTTP/1.0 200 OK', `Content-Length: ${bytes.length}`), bytes)],
    'that does not come under HTTP/1.0 with keep-alive': [
      join(head('HTTP/1.0 200 OK', 'Connection: keep-alive', `Content-Length: ${bytes.length}`), bytes),
    ],
  },
  'a death': {
    'by FIN, after the request': ['FIN'],
    'by RST, after the request': ['RST'],
    'by FIN, in the status line': ['HTTP/1.1 2', 2, 'FIN'],
    'by RST, in the headers': ['HTTP/1.1 200 OK\r\nContent-', 10, 'RST'],
    'by FIN, in the headers': ['HTTP/1.1 200 OK\r\nContent-', 2, 'FIN'],
    'by FIN, in a body of known length': [join(ok(`Content-Length: ${bytes.length}`), half(bytes)), 10, 'FIN'],
    'by RST, in a body of known length': [join(ok(`Content-Length: ${bytes.length}`), half(bytes)), 10, 'RST'],
    'by FIN, before a body of known length': [ok(`Content-Length: ${bytes.length}`), 10, 'FIN'],
    'by FIN, between chunks': [join(chunkedHead, chunk(bytes)), 10, 'FIN'],
    'by FIN, in a chunk': [join(chunkedHead, '40\r\n', bytes), 10, 'FIN'],
    'by RST, in a chunk': [join(chunkedHead, '40\r\n', bytes), 10, 'RST'],
    'by FIN, before the last empty line': [join(chunkedHead, chunk(bytes), '0\r\n'), 10, 'FIN'],
  },
  'a content coding': {
    gzip: encoded('gzip', gzipSync(long)),
    'x-gzip': encoded('x-gzip', gzipSync(long)),
    'deflate, with zlib’s header': encoded('deflate', deflateSync(long)),
    'deflate, raw': encoded('deflate', deflateRawSync(long)),
    br: encoded('br', brotliCompressSync(long)),
    zstd: encoded('zstd', zstdCompressSync(long)),
    'gzip, gzip': encoded('gzip, gzip', gzipSync(gzipSync(long))),
    'deflate, gzip': encoded('deflate, gzip', gzipSync(deflateRawSync(long))),
    'in two headers': [length(gzipSync(brotliCompressSync(long)), 'Content-Encoding: br', 'Content-Encoding: gzip')],
    'in capitals, with spaces': encoded(' GZip , BR ', brotliCompressSync(gzipSync(long))),
    'of five layers': encoded(
      'br,br,br,br,br',
      [1, 2, 3, 4, 5].reduce((body) => brotliCompressSync(body), bytes),
    ),
    'of six layers': encoded(
      'br,br,br,br,br,br',
      [1, 2, 3, 4, 5, 6].reduce((body) => brotliCompressSync(body), bytes),
    ),
    'that nobody knows': encoded('rot13', bytes),
    'that is a name of Object': encoded('constructor', bytes),
    'known over unknown': encoded('rot13, gzip', gzipSync(bytes)),
    identity: encoded('identity', bytes),
    empty: encoded('', bytes),
    'with an empty member': encoded('gzip,', gzipSync(bytes)),
    'in chunks': [
      join(ok('Content-Encoding: gzip', 'Transfer-Encoding: chunked'), chunk(half(gzipSync(long)))),
      5,
      chunk(gzipSync(long).subarray(gzipSync(long).length >> 1)),
      '0\r\n\r\n',
    ],
    'gzip of two members': encoded('gzip', join(gzipSync('one'), gzipSync('two'))),
    'gzip with garbage behind': encoded('gzip', join(gzipSync('one'), 'garbage')),
    ...Object.fromEntries(
      Object.entries({
        gzip: gzipSync(long),
        deflate: deflateSync(long),
        br: brotliCompressSync(long),
        zstd: zstdCompressSync(long),
      }).flatMap(([coding, body]) => [
        [`${coding}, cut off`, encoded(coding, half(body))],
        [
          `${coding}, cut off by a close`,
          [join(ok(`Content-Length: ${body.length}`, `Content-Encoding: ${coding}`), half(body)), 10, 'FIN'] as Step[],
        ],
        [`${coding}, corrupt`, encoded(coding, join(body.subarray(0, 20), bytes, body.subarray(20)))],
        [`${coding}, not compressed`, encoded(coding, bytes)],
        [`${coding}, of nothing`, encoded(coding, Buffer.alloc(0))],
      ]),
    ),
  },
  'a status': {
    'without words': status('HTTP/1.1 200'),
    'with an empty reason': status('HTTP/1.1 200 '),
    'with a long reason': status(`HTTP/1.1 200 ${'very '.repeat(100)}OK`),
    'with a reason beyond ASCII': status('HTTP/1.1 200 Fa\xe7ade'),
    'of 299': status('HTTP/1.1 299 Odd'),
    'of 404': status('HTTP/1.1 404 Not Found'),
    'of 599': status('HTTP/1.1 599 Odd'),
    'of 600': status('HTTP/1.1 600 Odd'),
    'of 999': status('HTTP/1.1 999 Odd'),
    'of 99': status('HTTP/1.1 99 Odd'),
    'of 1000': status('HTTP/1.1 1000 Odd'),
    'of words': status('HTTP/1.1 OK'),
    'in lower case': status('http/1.1 200 ok'),
    'under HTTP/1.2': status('HTTP/1.2 200 OK'),
    'under HTTP/2.0': status('HTTP/2.0 200 OK'),
    'under HTTP/0.9': status('HTTP/0.9 200 OK'),
    'after an empty line': status('\r\nHTTP/1.1 200 OK'),
    'of another protocol': ['SSH-2.0-OpenSSH_9.6\r\n'],
    'of 204, with a body': [join(head('HTTP/1.1 204 No Content', `Content-Length: ${bytes.length}`), bytes)],
    'of 204': [head('HTTP/1.1 204 No Content')],
    'of 205, with a body': [join(head('HTTP/1.1 205 Reset', `Content-Length: ${bytes.length}`), bytes)],
    'of 304, with a length': [head('HTTP/1.1 304 Not Modified', `Content-Length: ${bytes.length}`)],
    'of 304, with a body': [join(head('HTTP/1.1 304 Not Modified', `Content-Length: ${bytes.length}`), bytes)],
    'of 101': [head('HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: websocket')],
    'of 101, without a word': [head('HTTP/1.1 101 Switching Protocols')],
    'of 100, then an answer': [join(head('HTTP/1.1 100 Continue'), whole)],
    'of 102 and 103, then an answer': [
      join(head('HTTP/1.1 102 Processing'), head('HTTP/1.1 103 Early Hints', 'Link: <a>')),
      2,
      whole,
    ],
    'of 199, then an answer': [join(head('HTTP/1.1 199 Odd'), whole)],
    'of 100, then a close': [head('HTTP/1.1 100 Continue'), 2, 'FIN'],
    'of 103, with a length, then an answer': [join(head('HTTP/1.1 103 Early Hints', 'Content-Length: 2'), whole)],
    'of 308, without a location': status('HTTP/1.1 308 Moved'),
    'of 401, with a challenge': [
      join(head('HTTP/1.1 401 No', 'WWW-Authenticate: Basic', `Content-Length: ${bytes.length}`), bytes),
    ],
    'of 407': status('HTTP/1.1 407 Proxy'),
    'of 421': status('HTTP/1.1 421 Misdirected'),
  },
  headers: {
    'of 15 KiB': [length(bytes, `X-Long: ${'a'.repeat(15_000)}`)],
    'of 20 KiB': [length(bytes, `X-Long: ${'a'.repeat(20_000)}`)],
    'of 200 lines': [length(bytes, ...Array.from({ length: 200 }, (_, index) => `X-${index}: a`))],
    'of 3000 lines': [length(bytes, ...Array.from({ length: 3000 }, (_, index) => `X-${index}: a`))],
    'in several lines of one name': [length(bytes, 'X-A: 1', 'x-a: 2', 'Set-Cookie: a=1', 'Set-Cookie: b=2')],
    'with an empty value': [length(bytes, 'X-Empty:')],
    'with spaces around the value': [length(bytes, 'X-Spaces: \t a b \t')],
    'with Latin-1': [length(bytes, 'X-Latin: caf\xe9')],
    'with UTF-8': [length(bytes, `X-Utf: ${Buffer.from('👋').toString('latin1')}`)],
    folded: [length(bytes, 'X-Folded: a', ' b')],
    'with a control character': [length(bytes, 'X-Control: a\x01b')],
    'with NUL': [length(bytes, 'X-Nul: a\0b')],
    'with a space before the colon': [length(bytes, 'X-Space : a')],
    'with a space in the name': [length(bytes, 'X Space: a')],
    'without a name': [length(bytes, ': a')],
    'without a colon': [length(bytes, 'nonsense')],
    'named __proto__ and constructor': [length(bytes, '__proto__: a', 'constructor: b')],
    'ended by bare line feeds': [`HTTP/1.1 200 OK\nContent-Length: 2\n\n{}`],
    'ended by bare carriage returns': ['HTTP/1.1 200 OK\rContent-Length: 2\r\r{}'],
    'with keep-alive of a second': [length(bytes, 'Keep-Alive: timeout=1')],
    'with keep-alive of nothing': [length(bytes, 'Keep-Alive: timeout=0')],
  },
  'the framing': {
    'has two equal lengths': [join(ok('Content-Length: 2', 'Content-Length: 2'), '{}')],
    'has two different lengths': [join(ok('Content-Length: 2', 'Content-Length: 3'), '{}}')],
    'has a length and chunks': [join(ok('Content-Length: 2', 'Transfer-Encoding: chunked'), chunk('{}'), '0\r\n\r\n')],
    'has a negative length': [join(ok('Content-Length: -2'), '{}')],
    'has a length with a sign': [join(ok('Content-Length: +2'), '{}')],
    'has a length that is no number': [join(ok('Content-Length: two'), '{}')],
    'has an endless length': [join(ok(`Content-Length: ${'9'.repeat(30)}`), '{}')],
    'has a length too small': [join(ok('Content-Length: 2'), '{}}}')],
    'has an invalid chunk size': [join(chunkedHead, 'zz\r\n{}\r\n0\r\n\r\n')],
    'has a chunk size too large': [join(chunkedHead, `${'f'.repeat(20)}\r\n{}`)],
    'has a chunk longer than it says': [join(chunkedHead, '2\r\n{}}}\r\n0\r\n\r\n')],
    'has chunks ended by line feeds': [join(chunkedHead, '2\n{}\n0\n\n')],
    'has a bad chunk after a good one': [join(chunkedHead, chunk('{}')), 10, 'zz\r\n'],
    'has an unknown transfer coding': [join(ok('Transfer-Encoding: gzip'), '{}'), 10, 'FIN'],
    'has chunked before another coding': [
      join(ok('Transfer-Encoding: chunked, gzip'), chunk('{}'), '0\r\n\r\n'),
      10,
      'FIN',
    ],
    'has another coding before chunked': [join(ok('Transfer-Encoding: gzip, chunked'), chunk('{}'), '0\r\n\r\n')],
    'has garbage after the answer': [join(whole, 'garbage')],
    'has garbage a little after the answer': [whole, 5, 'garbage'],
    'has a second answer after the answer': [join(whole, length(Buffer.from('{"output":"poison"}')))],
    'has a second answer a little after the answer': [whole, 1, length(Buffer.from('{"output":"poison"}'))],
    'is that of a second answer after chunks': [join(chunked(bytes), length(Buffer.from('{"output":"poison"}')))],
    'is missing altogether': ['{"output":"no HTTP"}'],
    'is missing, and closes': ['{"output":"no HTTP"}', 'FIN'],
  },
}
