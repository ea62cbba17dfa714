// `pnpm record:exchange <url> <request.json>`: posts a body and prints the exchange for a conformance test, with secrets redacted.
import { readFileSync } from 'node:fs'
import { escapeLine, escapeText } from '../packages/endpoint-emulator/src/terminal/escape-controls.ts'
import { type Redaction, createRedaction, parseJsonOrText } from './redaction.ts'

async function main(address: string | undefined, file: string | undefined): Promise<void> {
  const key = apiKey()
  if (address === undefined || !URL.canParse(address) || file === undefined) {
    fail('Usage: AZUREML_ENDPOINT_API_KEY=… pnpm record:exchange <url> <request.json>')
  }
  if (key === '') {
    fail('AZUREML_ENDPOINT_API_KEY is not set. Set it to the endpoint key, which is sent but never printed.')
  }
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') {
    fail('The URL contains a user name or a password, which cannot be sent. Remove it; the key is sent in a header.')
  }
  const body = readJson(file)
  const redaction = createRedaction({ key, url, deploymentName: process.env['AZUREML_DEPLOYMENT_NAME']?.trim() })
  const { ok, status, text } = await post(address, key, body).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    fail(`The endpoint did not respond. ${String(redaction.redact(`${String(error)}${cause}`))}`)
  })
  if (!ok) {
    const redacted = redaction.redact(parseJsonOrText(text))
    const shown = typeof redacted === 'string' ? redacted : JSON.stringify(redacted)
    fail(`The endpoint responded with ${status}: ${shown.slice(0, 2000)}`)
  }
  printExchange(address, body, text, redaction)
}

/** Returns the key without whitespace around it, which `fetch` does not send either. */
function apiKey(): string {
  return process.env['AZUREML_ENDPOINT_API_KEY']?.trim() ?? ''
}

interface EndpointResponse {
  readonly ok: boolean
  readonly status: number
  readonly text: string
}

async function post(address: string, key: string, body: unknown): Promise<EndpointResponse> {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream, application/json',
      authorization: `Bearer ${key}`,
      'api-key': key,
      ...deploymentHeader(),
    },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  })
  return { ok: response.ok, status: response.status, text: await readText(response) }
}

/** An exchange for a test is small. */
const timeoutMs = 10 * 60_000
const maxBytes = 32 * 1024 * 1024

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > maxBytes) throw new Error(`The response is longer than ${maxBytes} bytes. Request a shorter one.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

function printExchange(address: string, body: unknown, text: string, { redact, hasSplitSecret }: Redaction): void {
  const events = parseEvents(text)?.map((event) => redact(event))
  const response = events ?? [redact(parseJsonOrText(text))]
  if (hasSplitSecret(response)) {
    const place = events === undefined ? 'several strings' : 'several events'
    fail(`The response contains a secret that is split over ${place}, so nothing is printed. Change the request.`)
  }
  const exchange = {
    name: 'what this exchange shows',
    apiType: new URL(address).pathname.endsWith('/score') ? 'dedicated' : 'serverless',
    ...(events !== undefined && { context: { stream: true } }),
    request: { messages: 'the ChatRequest that becomes this body' },
    body: redact(body),
    ...(events === undefined ? { response: response[0] } : { events }),
    expected: {},
  }
  console.log(escapeText(JSON.stringify(exchange, null, 2)))
}

function deploymentHeader(): Readonly<Record<string, string>> {
  const deployment = process.env['AZUREML_DEPLOYMENT_NAME']?.trim()
  return deployment ? { 'azureml-model-deployment': deployment } : {}
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    fail(`${file} is not a valid JSON file: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function parseEvents(text: string): readonly unknown[] | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  if (/^(?:data|event|id|retry)?:/.test(lines[0] ?? '')) return parseServerSentEvents(lines).map(parseJsonOrText)
  const nonEmpty = lines.filter((line) => line.trim() !== '')
  if (nonEmpty.length < 2) return undefined
  const values = nonEmpty.map(parseJsonOrText)
  return values.every((value) => typeof value === 'object') ? values : undefined
}

function parseServerSentEvents(lines: readonly string[]): string[] {
  const events: string[][] = [[]]
  for (const line of lines) {
    if (line === '') events.push([])
    else if (line.startsWith('data:')) events.at(-1)?.push(line.slice(5).replace(/^ /, ''))
  }
  return events.map((data) => data.join('\n')).filter((data) => data !== '')
}

function fail(message: string): never {
  console.error(escapeLine(message))
  process.exit(1)
}

/** Fails without a stack trace, because an error's message and stack may contain the key. */
function failUnexpectedly(error: unknown): never {
  const address = process.argv[2] ?? ''
  const url = new URL(URL.canParse(address) ? address : 'about:blank')
  fail(`The exchange could not be recorded. ${String(createRedaction({ key: apiKey(), url }).redact(String(error)))}`)
}

await main(process.argv[2], process.argv[3]).catch(failUnexpectedly)
