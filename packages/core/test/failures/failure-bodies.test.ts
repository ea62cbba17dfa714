import { expect, it } from 'vitest'
import { type FailureBody, parseFailureBody } from '../../src/failures/body/failure-body.ts'
import { nothing } from './parsed.ts'

const guide = 'Please check this guide to understand why this error code has been returned\nhttps://x.test'
const comments = (count: number): string => ':\n'.repeat(count)
const said = '{"message":"the reason"}'
const message = 'the reason'
const html = (shown: string): Partial<FailureBody> => ({ message: `an HTML page that says "${shown}"` })

/** Bodies without white space or help lines around them, so that the text is all of it. */
const bodies: readonly (readonly [raw: string, expected: Partial<FailureBody>])[] = [
  // Nothing
  ['', { body: undefined }],
  ['{}', { body: {} }],
  ['[]', { body: [] }],
  ['null', {}],
  ['""', { body: '' }],
  // Text
  ['plain  text\n here', { message: 'plain text here' }],
  ['"a JSON text"', { body: 'a JSON text', message: 'a JSON text' }],
  ['5', { body: 5, message: '5' }],
  ['true', { body: true, message: 'true' }],
  ['[1 2]', { message: '[1 2]' }],
  ['[1 2] is not a shape', { message: '[1 2] is not a shape' }],
  ['x'.repeat(1000), { message: 'x'.repeat(1000) }],
  ['x'.repeat(1001), { message: `${'x'.repeat(1000)}…` }],
  ['HTTP 503: the reason', { message: 'HTTP 503: the reason', status: 503 }],
  ['Error code: 503 - {"error":{"message":"the reason"}} tail', { message, status: 503 }],
  ['{"message":"the reason"} tail', { body: { message }, message }],
  // Events
  [`event: error\ndata: ${said}`, { body: { message }, message }],
  [`data: ${said}`, { body: { message }, message }],
  ['data:{"message":\ndata:"the reason"}', { body: { message }, message }],
  [`: hi\r\rdata: x\r\rdata: 5\r\rdata: ${said}\r\rdata: {"message":"no"}`, { body: { message }, message }],
  [`id: 1\r\ndata: before ${said}\r\n\r\ndata: [DONE]`, { body: { message }, message }],
  [`retry : 3\ndata: ${said}`, { body: { message }, message }],
  ['data: {"a":1}\n\nretry: 3', { body: { a: 1 }, message: 'data: {"a":1} retry: 3' }],
  [`ident: 1\ndata: ${said}`, { message }],
  [`x data: 1\n\ndata: ${said}`, { message }],
  [`${comments(99)}data: ${said}`, { body: { message }, message }],
  [`${comments(100)}data: ${said}`, { message }],
  // JSON that was cut
  ['{"error":{"message":"cut \\"here\\"","x":"', { message: 'cut "here"' }],
  ['{"msg" : "the reason","y', { message }],
  ['{"error":"the reason","y', { message }],
  ['{"detail"\n:\n"the reason","y', { message }],
  ['{"MESSAGE":"the reason","y', { message }],
  [`{"message":"${'x'.repeat(1001)}","y`, { message: 'x'.repeat(1000) }],
  ['{"detail": "the reason', { message: '{"detail": "the reason' }],
  ['{"message": "  ", "x', { message: '{"message": " ", "x' }],
  ['{"message":5,"msgs":"x","y', { message: '{"message":5,"msgs":"x","y' }],
  ['["message", {"message":"x"', { message: '["message", {"message":"x"' }],
  ['x {"message":"x","y', { message: 'x {"message":"x","y' }],
  // XML
  [
    '<?xml version="1.0"?><Error><Code>Busy</Code><Message>The  reason</Message></Error>',
    { message: 'The reason', code: 'Busy' },
  ],
  [
    '<e:Error><e:code a="b"> Busy </e:code><e:message a="b">\n the reason\n</e:message></e:Error>',
    { message, code: 'Busy' },
  ],
  ['<a><message></message><message> </message><message><![CDATA[the reason]]> x</message></a>', { message }],
  ['<a><message>&lt;&gt;&quot;&apos;&amp;&nbsp;</message></a>', { message: `<>"'&&nbsp;` }],
  ['<a><message>the reason<b>no</b></message></a>', { message }],
  [`<a><message>${'x'.repeat(1001)}</message></a>`, { message: 'x'.repeat(1000) }],
  ['<a><messages>no</messages><title>t</title><details>d</details><detail>c</detail></a>', { message: 'c' }],
  ['<Error><Code>Busy</Code></Error>', { message: '<Error><Code>Busy</Code></Error>' }],
  ['1 <a><message>no</message></a>', { message: '1 <a><message>no</message></a>' }],
  [`<a>${'x'.repeat(65_519)}<message>y</message></a>`, { message: 'y' }],
  [`<a>${'x'.repeat(65_536)}<message>y</message></a>`, { message: `<a>${'x'.repeat(997)}…` }],
  // HTML
  ['<html><code>x</code><title>The\n reason</title></html>', html('The reason')],
  ['<HTML><head><title lang="en"> A </title></head><body>b</body></HTML>', html('A')],
  [
    '<!DOCTYPE html><title></title><script>no()</script ><body>Say  <b>it</b> <style>x</style>now<script>no',
    html('Say it now'),
  ],
  ['<body>only</body>', html('only')],
  ['<head>only</head>', html('only')],
  [`<html>${'y'.repeat(1001)}`, html(`${'y'.repeat(1000)}…`)],
  [`<html>${' '.repeat(65_529)}yes`, html('y')],
  ['<html></html>', {}],
  ['a <html>b', { message: 'a <html>b' }],
]

it.each(bodies)('%j is parsed whole', (raw, expected) => {
  expect(parseFailureBody(raw)).toStrictEqual({ ...nothing, body: raw, text: raw, ...expected })
})

it.each<[raw: string, text: string]>([
  [' \n', ''],
  [guide, ''],
  [` the reason\n${guide}`, 'the reason'],
])('%j has the text %j, without white space and help lines', (raw, text) => {
  const expected = text === '' ? undefined : text
  expect(parseFailureBody(raw)).toStrictEqual({ ...nothing, message: expected, body: expected, text })
})

it.each('message faultstring reason description detail details title error'.split(' '))(
  'the XML element %s has a message',
  (name) => {
    expect(parseFailureBody(`<a><${name}>the reason</${name}></a>`)).toMatchObject({ message })
    expect(parseFailureBody(`<A><N:${name.toUpperCase()}>the reason</A>`)).toMatchObject({ message })
  },
)
