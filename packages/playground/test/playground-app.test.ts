import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryPoints, type PlaygroundSettings } from '../src/contract/playground-contract.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { EmbeddedEndpoint } from '../src/server/endpoints/embedded-endpoint.ts'
import { formatterChoices } from '../src/server/formats/formatter-choices.ts'
import { playgroundApp } from '../src/server/playground-app.ts'

const page = new Map([['/', { content: '<!doctype html>', type: 'text/html' }]])
const key = 'the-secret-key-of-this-test'
const json = { 'content-type': 'application/json' }
const settings: PlaygroundSettings = { ...initialSettings, endpoint: 'own' }

const noCredential = (): Promise<never> => Promise.reject(new Error('no identity'))

let embedded: EmbeddedEndpoint
let app: Hono

beforeAll(async () => {
  embedded = await EmbeddedEndpoint.start()
  app = playgroundApp({ page, embedded, name: 'test', credential: noCredential })
})

afterAll(() => embedded.close())

describe('who may call', () => {
  const local = { host: '127.0.0.1:4281' }

  it.each([
    ['a program on this machine', {}],
    ['the page itself', { origin: 'http://127.0.0.1:4281', 'sec-fetch-site': 'same-origin' }],
    ['an address entered in the browser', { 'sec-fetch-site': 'none' }],
    ['localhost', { host: 'localhost:4281' }],
    ['IPv6', { host: '[::1]:4281' }],
  ])('accepts %s', async (_who, headers) => {
    expect((await app.request('/', { headers: { ...local, ...headers } })).status).toBe(200)
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:9999' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another page of this site', { 'sec-fetch-site': 'same-site' }],
  ])('rejects %s, for the page and for the API', async (_who, headers) => {
    const request = { headers: { ...local, ...json, ...headers } }
    expect((await app.request('/', request)).status).toBe(403)
    expect((await app.request('/api/chat', { ...request, method: 'POST', body: '{}' })).status).toBe(403)
  })

  it('rejects other origins when it is open to the network too', async () => {
    const foreign = { host: '192.168.1.7:4281', origin: 'https://evil.example' }
    expect((await app.request('/', { headers: foreign })).status).toBe(403)
  })

  it('rejects what a form on another page could send', async () => {
    const headers = { ...local, 'content-type': 'text/plain' }
    expect((await app.request('/api/chat', { method: 'POST', body: '{}', headers })).status).toBe(415)
  })
})

describe('the key', () => {
  it('is never sent to the page, even if the endpoint echoes it', async () => {
    const echo = { text: `Your key is ${key}. Twice: ${key}!`, times: Infinity }
    await using emulator = await startEndpointEmulator({ apiKey: key, replies: [echo] })
    const { cookie, answer } = await setEndpoint(`${emulator.url}/v1/chat/completions`)
    expect(answer).not.toContain(key)
    for (const entryPoint of entryPoints) {
      const said = await chat({ ...settings, entryPoint }, cookie)
      expect(said).not.toContain(key)
      expect(textOf(said)).toBe('Your key is <redacted>. Twice: <redacted>!')
    }
    expect(emulator.requests).toHaveLength(3)
  })

  it('belongs to one session', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: key })
    const { cookie } = await setEndpoint(`${emulator.url}/v1/chat/completions`)
    expect(await chat(settings, '')).toContain('No endpoint is set')
    expect(emulator.requests).toHaveLength(0)
    await app.request('/api/endpoint', { method: 'DELETE', body: '{}', headers: headersOf(cookie) })
    expect(await chat(settings, cookie)).toContain('No endpoint is set')
    expect(emulator.requests).toHaveLength(0)
  })

  it('is sent only to the URL that it was entered for', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: key })
    const { cookie } = await setEndpoint(`${emulator.url}/v1/chat/completions`)
    const form = { url: `${emulator.url}/elsewhere/v1/chat/completions`, key: '', formatter: 'openai' }
    const renamed = await app.request('/api/endpoint', {
      method: 'PUT',
      body: JSON.stringify(form),
      headers: headersOf(cookie),
    })
    expect(renamed.status).toBe(400)
  })
})

describe('the server', () => {
  it('does not fetch URLs in a message', async () => {
    await using emulator = await startEndpointEmulator()
    const part = { type: 'file', mediaType: 'image/png', url: `${emulator.url}/picture.png` }
    const response = await post('/api/chat', { messages: [{ id: '1', role: 'user', parts: [part] }], settings }, '')
    expect(response.status).toBe(400)
    expect(emulator.requests).toHaveLength(0)
  })

  it('does not follow redirects of an endpoint', async () => {
    await using elsewhere = await startEndpointEmulator()
    const raw = { status: 307, headers: { location: `${elsewhere.url}/v1/chat/completions` } }
    await using emulator = await startEndpointEmulator({ replies: [{ raw }] })
    const { cookie } = await setEndpoint(`${emulator.url}/v1/chat/completions`)
    expect(await chat(settings, cookie)).toContain('data-failure')
    expect(elsewhere.requests).toHaveLength(0)
  })
})

describe.concurrent.each(formatterChoices.map(({ summary }) => [summary.label, summary] as const))(
  '%s',
  (_label, summary) => {
    it('answers through every client, on each of its API types', async () => {
      for (const apiType of summary.apiTypes) {
        for (const entryPoint of entryPoints) {
          const chosen = { ...settings, endpoint: 'embedded', apiType, entryPoint, formatter: summary.name } as const
          expect(textOf(await chat(chosen, '')), `${apiType}, ${entryPoint}`).toContain('What is my key?')
        }
      }
    })
  },
)

function headersOf(cookie: string): Record<string, string> {
  return { ...json, host: '127.0.0.1:4281', ...(cookie !== '' && { cookie }) }
}

async function post(path: string, body: unknown, cookie: string): Promise<Response> {
  return app.request(path, { method: 'POST', body: JSON.stringify(body), headers: headersOf(cookie) })
}

async function chat(chosen: PlaygroundSettings, cookie: string): Promise<string> {
  const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'What is my key?' }] }]
  return (await post('/api/chat', { messages, settings: chosen }, cookie)).text()
}

/** Joins the chunks of the answer, as the page does. */
function textOf(events: string): string {
  return [...events.matchAll(/^data: (\{"type":"text-delta".*\})$/gm)]
    .map(([, event = '']) => (JSON.parse(event) as { delta: string }).delta)
    .join('')
}

async function setEndpoint(url: string): Promise<{ cookie: string; answer: string }> {
  const body = JSON.stringify({ url, key, formatter: 'openai' })
  const response = await app.request('/api/endpoint', { method: 'PUT', body, headers: headersOf('') })
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
  return { cookie: cookie.split(';')[0] ?? '', answer: await response.text() }
}
