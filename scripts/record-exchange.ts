// `pnpm record:exchange <url> <request.json>`: posts a body and prints the exchange for a conformance test, without secrets.
import { readFileSync } from 'node:fs'

async function main(address: string | undefined, file: string | undefined): Promise<void> {
  const key = process.env['AZUREML_ENDPOINT_API_KEY']
  if (address === undefined || !URL.canParse(address) || file === undefined) {
    fail('Usage: AZUREML_ENDPOINT_API_KEY=… pnpm record:exchange <url> <request.json>')
  }
  if (key === undefined || key === '') fail('AZUREML_ENDPOINT_API_KEY is not set; it is sent, but never printed.')
  const body = readJson(file)
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
  })
  const text = await response.text()
  const redact = redaction(key, new URL(address))
  if (!response.ok) fail(`The endpoint answered ${response.status}: ${redact(text).slice(0, 2000)}`)
  const events = eventsOf(text)
  const exchange = {
    name: 'what this exchange shows',
    apiType: new URL(address).pathname.endsWith('/score') ? 'dedicated' : 'serverless',
    ...(events !== undefined && { context: { stream: true } }),
    request: { messages: 'the ChatRequest that becomes this body' },
    body,
    ...(events === undefined ? { response: jsonOrText(text) } : { events }),
    expected: {},
  }
  console.log(redact(JSON.stringify(exchange, null, 2)))
}

function deploymentHeader(): Readonly<Record<string, string>> {
  const deployment = process.env['AZUREML_DEPLOYMENT_NAME']
  return deployment ? { 'azureml-model-deployment': deployment } : {}
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    fail(`${file} is no JSON file: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function eventsOf(text: string): readonly unknown[] | undefined {
  if (/^(data|event|id|retry)?:/.test(text)) {
    const events = text.split(/(?:\r?\n){2,}/).map((event) => {
      const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'))
      return lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n')
    })
    return events.filter((data) => data !== '').map(jsonOrText)
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.every((line) => typeof jsonOrText(line) === 'object')
    ? lines.map(jsonOrText)
    : undefined
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Blots out the key, the names of the endpoint and its region, and what looks like a token, an address or an id. */
function redaction(key: string, { hostname }: URL): (text: string) => string {
  const [name = ''] = hostname.split('.')
  return (text) =>
    text
      .replaceAll(key, 'REDACTED')
      .replaceAll(JSON.stringify(key).slice(1, -1), 'REDACTED')
      .replaceAll(hostname, hostname.replace(/^[^.]+\.[^.]+/, 'my-endpoint.westeurope'))
      .replace(new RegExp(`\\b${name.replace(/[^\w-]/g, '')}\\b`, 'g'), 'my-endpoint')
      .replace(
        /("[^"]*(?:key|token|secret|password|signature|authorization|credential)"\s*:\s*)"[^"]*"/gi,
        '$1"REDACTED"',
      )
      .replace(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, 'REDACTED')
      .replace(/([?&](?:sig|key|code|token|[\w-]*key)=)[^&"\\\s]+/gi, '$1REDACTED')
      .replace(/\bBearer [\w.~+/=-]+/g, 'Bearer REDACTED')
      .replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, 'someone@example.org')
      .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, '00000000-0000-0000-0000-000000000000')
      .replace(/\b(?=\w*\d)(?=\w*[A-Za-z])\w{32,}\b/g, 'REDACTED')
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

await main(process.argv[2], process.argv[3])
