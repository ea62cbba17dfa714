import { reply, whole } from '../server/answers.ts'
import type { Exchange } from '../server/exchange.ts'
import type { HostileCase } from '../hostile-case.ts'

const targets: Readonly<Record<string, (exchange: Exchange) => string>> = {
  'another origin': ({ elsewhere }) => elsewhere,
  'another origin without a scheme': ({ elsewhere }) => elsewhere.replace('http:', ''),
  'another origin by another name': ({ elsewhere }) => elsewhere.replace('127.0.0.1', 'localhost'),
  'another origin with a password': ({ elsewhere, secret }) =>
    elsewhere.replace('//', `//user:${encodeURIComponent(secret)}@`),
  'another origin with the secret': ({ elsewhere, secret }) => `${elsewhere}?key=${encodeURIComponent(secret)}`,
  itself: ({ request }) => request.target,
  'a path': () => '/elsewhere',
  nowhere: () => '',
  'a script': () => 'javascript:alert(1)',
  data: () => 'data:application/json,{}',
  'a file': () => 'file:///etc/hostname',
  'the metadata service': () => 'http://169.254.169.254/metadata/identity',
  'no URL': () => 'http://[:::1',
  'a long URL': () => `http://localhost/${'a'.repeat(8000)}`,
}

const located = Object.entries(targets).flatMap(([where, location]) =>
  [300, 301, 302, 303, 307, 308].map((status): HostileCase => ({
    group: 'redirects',
    name: `${status} to ${where}`,
    answer: (exchange) => reply(exchange, { status, lines: [`location: ${location(exchange)}`] }),
  })),
)

const otherWays: readonly HostileCase[] = [
  { name: '307 without a location', answer: whole({ status: 307 }) },
  {
    name: '307 with two locations',
    answer: whole(({ elsewhere }) => ({ status: 307, lines: [`location: ${elsewhere}`, `location: ${elsewhere}`] })),
  },
  {
    name: '200 with a location',
    answer: whole(({ elsewhere }) => ({
      lines: [`location: ${elsewhere}`, `content-location: ${elsewhere}`],
      body: '{}',
    })),
  },
  {
    name: 'a refresh header',
    answer: whole(({ elsewhere }) => ({ lines: [`refresh: 0; url=${elsewhere}`], body: '{}' })),
  },
  {
    name: 'a refresh in a page',
    answer: whole(({ elsewhere }) => ({
      contentType: 'text/html',
      body: `<meta http-equiv="refresh" content="0;url=${elsewhere}">`,
    })),
  },
  {
    name: 'a link header',
    answer: whole(({ elsewhere }) => ({ lines: [`link: <${elsewhere}>; rel=preload`], body: '{}' })),
  },
  {
    name: '202 with a place to ask again',
    answer: whole(({ elsewhere }) => ({ status: 202, lines: [`operation-location: ${elsewhere}`, 'retry-after: 0'] })),
  },
].map(({ name, answer }) => ({ group: 'redirects', name, answer }))

const challenges = [
  'Basic realm="a"',
  'Bearer realm="a"',
  'Negotiate',
  'Digest nonce="a"',
  'Bearer authorization_uri="URL"',
].map((challenge): HostileCase => ({
  group: 'redirects',
  name: `the challenge ${challenge}`,
  answer: whole(({ elsewhere }) => ({
    status: 401,
    lines: [`www-authenticate: ${challenge.replace('URL', elsewhere)}`],
  })),
}))

/** Endpoints that send the client elsewhere, where its key must not go. */
export const redirectCases: readonly HostileCase[] = [...located, ...otherWays, ...challenges]
