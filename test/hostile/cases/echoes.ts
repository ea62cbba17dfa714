import { either, event, eventHead, raw, reply, type Answerer } from '../server/answers.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Encoding } from '../search/encodings.ts'

/** A place of an answer in which an endpoint may show what it was told. */
export interface EchoPlace {
  readonly name: string
  readonly answer: (encoding: Encoding) => Answerer
}

/** The secret as it stands inside a JSON string. */
function inJson({ encode, isJson }: Encoding, secret: string): string {
  return isJson ? encode(secret) : JSON.stringify(encode(secret)).slice(1, -1)
}

/** A place in an error body of JSON. */
function body(name: string, json: (echo: string) => string, status = 401): EchoPlace {
  return {
    name,
    answer: (encoding) => (exchange) => reply(exchange, { status, body: json(inJson(encoding, exchange.secret)) }),
  }
}

/** A place in an answer that is text. */
function text(name: string, contentType: string, words: (echo: string) => string): EchoPlace {
  return {
    name,
    answer: (encoding) => (exchange) =>
      reply(exchange, { status: 403, contentType, body: words(encoding.encode(exchange.secret)) }),
  }
}

/** A place in the head. */
function line(name: string, parts: (echo: string) => { reason?: string; lines?: string[] }, status = 400): EchoPlace {
  return {
    name,
    answer: (encoding) => (exchange) =>
      reply(exchange, { status, ...parts(encoding.encode(exchange.secret)), body: '{"error":{"message":"No."}}' }),
  }
}

/** A place in an event of a stream; a call is told the same under 200. */
function streamed(name: string, before: string, error: (echo: string) => string): EchoPlace {
  return {
    name,
    answer: (encoding) => {
      const json = ({ secret }: Exchange): string => error(inJson(encoding, secret))
      return either(
        (exchange) => reply(exchange, { body: json(exchange) }),
        (exchange) => raw(eventHead, before, event(json(exchange)))(exchange),
      )
    },
  }
}

const chunk = event('{"choices":[{"index":0,"delta":{"content":"one "}}]}')

/** All places. */
export const echoPlaces: readonly EchoPlace[] = [
  body('the message', (echo) => `{"error":{"message":"bad key ${echo}"}}`),
  body('the code', (echo) => `{"error":{"code":"${echo}","message":"No."}}`),
  body('the type', (echo) => `{"error":{"type":"bad ${echo}","message":"No."}}`),
  body('the param', (echo) => `{"error":{"param":"${echo}","message":"No."}}`),
  body(
    'a list of details',
    (echo) => `{"detail":[{"loc":["header","${echo}"],"msg":"wrong: ${echo}","input":"${echo}"}]}`,
    422,
  ),
  body('the input of a detail', (echo) => `{"detail":[{"input":{"a":["${echo}"]}}]}`, 422),
  body('a nested error', (echo) => `{"error":{"error":{"error":{"message":"${echo}"}}}}`, 500),
  body('the name of a field', (echo) => `{"errors":{"${echo}":["is wrong"]},"${echo}":1}`),
  body('JSON in a string', (echo) => JSON.stringify({ error: { message: `{"error":{"message":"${echo}"}}` } }), 424),
  body(
    'JSON in a string of a string',
    (echo) => JSON.stringify(JSON.stringify(JSON.stringify({ message: `{"message":"${echo}"}` }))),
    424,
  ),
  body(
    'a content filter',
    (echo) =>
      `{"error":{"code":"content_filter","message":"No.","innererror":{"content_filter_result":{"jailbreak":"${echo}"}}}}`,
  ),
  body(
    'JSON and help lines',
    (echo) =>
      `{"message":"${echo}"}\nPlease check this guide to understand why this error code has been returned ${echo}`,
  ),
  body('the cut of the message', (echo) => `{"error":{"message":"${'m'.repeat(980)}${echo}"}}`),
  body('the cut of the code', (echo) => `{"error":{"code":"${'c'.repeat(84)}${echo}","message":"No."}}`),
  body('the cut of the body', (echo) => `{"a":"${'x'.repeat(65_536 - 30)}${echo}","error":{"message":"No."}}`),
  text('plain text', 'text/plain', (echo) => `Unauthorized: ${echo}\nAuthorization: Bearer ${echo}`),
  text('plain text at the cut', 'text/plain', (echo) => `${'y'.repeat(65_536 - 21)}${echo}`),
  text('the title of a page', 'text/html', (echo) => `<html><head><title>Bad ${echo}</title></head></html>`),
  text('the words of a page', 'text/html', (echo) => `<!doctype html><body><p>Key <b>${echo}</b> is wrong</p></body>`),
  line('the reason phrase', (echo) => ({ reason: `No ${echo}` })),
  line('a header', (echo) => ({ lines: [`x-echo: ${echo}`, `www-authenticate: Bearer realm="${echo}"`] })),
  line('the request id', (echo) => ({ lines: [`x-request-id: ${echo}`] })),
  line('the reason behind 424', (echo) => ({ lines: [`ms-azureml-model-error-reason: ${echo}`] }), 424),
  line('the location', (echo) => ({ lines: [`location: https://elsewhere.example/${echo}?key=${echo}`] }), 307),
  streamed('an error under 200', '', (echo) => `{"error":{"code":"${echo}","message":"bad ${echo}"}}`),
  streamed('an error event', 'event: error\n', (echo) => `{"message":"bad ${echo}"}`),
  streamed('an error in the middle', chunk, (echo) => `{"error":{"message":"bad ${echo}","type":"server_error"}}`),
  streamed('an answer of another shape', chunk, (echo) => `{"unexpected":"${echo}","choices":"${echo}"}`),
  streamed('an answer that is broken off', chunk, (echo) => `{"choices":[{"message":{"content":"one"},"key":"${echo}`),
]
