// The examples of docs/production/tracing.md, with a collector that keeps what they send.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { key, runExample, startExampleProcess } from './run-example.ts'

/** What was posted, as text. */
const received: { readonly path: string; readonly text: string }[] = []
const collector = createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  request.on('end', () => {
    received.push({ path: request.url ?? '', text })
    response.setHeader('content-type', 'application/json').end('{}')
  })
})
let url = ''
const process = startExampleProcess()

beforeAll(async () => {
  await once(collector.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
})
afterEach(() => void received.splice(0))
afterAll(() => {
  collector.closeAllConnections()
  collector.close()
  process.kill()
})

interface Attribute {
  readonly key: string
  readonly value: object
}
interface Span {
  readonly name: string
  readonly attributes: readonly Attribute[]
  readonly events: readonly { readonly name: string; readonly attributes: readonly Attribute[] }[]
}

/** The spans in what the OTLP exporter sent. */
function spans(): Span[] {
  const posts = received.filter(({ path }) => path === '/v1/traces')
  return posts.flatMap(({ text }) =>
    (JSON.parse(text) as Export).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  )
}
interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[]
}

const valuesOf = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map((attribute) => [attribute.key, Object.values(attribute.value)[0]]))

describe('a trace', () => {
  it('core/tracing.ts sends a span with the retry and the tokens', async () => {
    const { stdout } = await runExample(process, 'core/tracing.ts', {
      emulated: { replies: ['It scatters.'], faults: [{ status: 503, times: 1, headers: { 'retry-after-ms': '5' } }] },
      environment: () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: url }),
    })
    expect(stdout).toBe('It scatters.\n')
    const [span] = spans()
    expect(span?.events.map(({ name, attributes }) => [name, valuesOf(attributes)['status']])).toEqual([
      ['response', 503],
      ['retry', 503],
      ['response', 200],
    ])
    expect(valuesOf(span?.attributes ?? [])).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.output_tokens': expect.any(Number),
    })
  })

  it('ai-sdk/tracing.ts sends spans with tokens and without texts', async () => {
    const ownProcess = startExampleProcess() // a process has one global tracer provider
    await runExample(ownProcess, 'ai-sdk/tracing.ts', {
      emulated: { replies: ['It scatters.'] },
      environment: () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: url }),
    }).finally(() => ownProcess.kill())
    expect(spans().map(({ name }) => name)).toContain('chat default')
    const texts = JSON.stringify(received)
    expect(texts).toContain('gen_ai.usage.input_tokens')
    expect(texts).not.toMatch(/scatters|sky blue/)
    expect(texts).not.toContain(key)
  })

  it('langchain/langsmith.ts sends a run with its name, tags and tokens', async () => {
    await runExample(process, 'langchain/langsmith.ts', {
      emulated: { replies: ['It scatters.'] },
      environment: () => ({
        LANGSMITH_TRACING: 'true',
        LANGSMITH_ENDPOINT: url,
        LANGSMITH_API_KEY: 'my-langsmith-key',
      }),
    })
    const texts = received.map(({ path, text }) => `${path} ${text}`).join('\n')
    expect(texts).toMatch(/\/runs/)
    for (const part of ['sky', 'demo', 'It scatters.', 'total_tokens']) expect(texts).toContain(part)
    expect(texts).not.toContain(key)
  })

  it('langchain/callbacks.ts logs tokens and failures', async () => {
    const { stdout } = await runExample(process, 'langchain/callbacks.ts', {
      emulated: { faults: [{ status: 503, when: { text: 'Please fail' } }] },
    })
    expect(stdout).toMatch(/^\d+ tokens, request [\w-]{20,}\nfailed with 503 true\n$/)
  })
})
