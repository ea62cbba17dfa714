// `pnpm record:exchange <url> <request.json>`: posts a body and prints the exchange for a conformance test, with secrets redacted.
import { readFileSync } from 'node:fs'
import { escapeLine, escapeText } from '../packages/endpoint-emulator/src/terminal/escape-controls.ts'
import { type EndpointAnswer, reportExchange } from './exchange-report.ts'
import { createRedaction } from './redaction.ts'

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
  const answer = await post(address, key, body).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    fail(`The endpoint did not respond. ${String(redaction.redact(`${String(error)}${cause}`))}`)
  })
  const report = reportExchange({ address, body }, answer, redaction)
  if (!report.recorded) fail(report.text)
  console.log(escapeText(report.text))
}

/** Returns the key without whitespace around it, which `fetch` does not send either. */
function apiKey(): string {
  return process.env['AZUREML_ENDPOINT_API_KEY']?.trim() ?? ''
}

async function post(address: string, key: string, body: unknown): Promise<EndpointAnswer> {
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
