import { AzureMLError, type EndpointOptions } from '@azureml-endpoints/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, clientOf, collect, delta, hello, sse } from './client-of.ts'

/** Runs 2 000 cases each, and 100 000 with `FUZZ=nightly`. */
const numRuns = process.env['FUZZ'] === 'nightly' ? 100_000 : 2000
const timeout = process.env['FUZZ'] === 'nightly' ? 1_800_000 : 60_000

const valid = new TextEncoder().encode(
  sse(
    delta({ content: 'Grüße' }),
    delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] }),
    delta({}, { finish_reason: 'stop' }),
  ),
)
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => new TextEncoder().encode(text)),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc.json().map((text) => new TextEncoder().encode(`data: ${text}\n\n`)),
  fc
    .jsonValue()
    .map((value) =>
      new TextEncoder().encode(
        `data: ${JSON.stringify({ choices: [{ delta: value, message: value }], usage: value, error: null })}\n\n`,
      ),
    ),
  fc
    .constantFrom('data:', '\n', '\r', '\n\n', ':', 'event: error\n', '{', '[', '"', 'data: [DONE]\n\n', 'id', '\uFEFF')
    .map((text) => new TextEncoder().encode(text)),
  fc.nat(valid.length).map((end) => valid.subarray(0, end)),
)
/** A whole answer with arbitrary values in any place. */
const whole = fc
  .record(
    {
      output: fc.oneof(fc.string(), fc.jsonValue()),
      choices: fc.array(
        fc.oneof(
          fc.record({
            message: fc.oneof(fc.record({ content: fc.oneof(fc.string(), fc.jsonValue()) }), fc.jsonValue()),
          }),
          fc.jsonValue(),
        ),
      ),
      usage: fc.jsonValue(),
      finish_reason: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((value) => [new TextEncoder().encode(JSON.stringify(value))])
const answer = fc.record({
  pieces: fc.oneof(fc.array(piece, { maxLength: 6 }), whole),
  status: fc.constantFrom(200, 200, 200, 200, 400, 401, 408, 424, 429, 500, 503),
  type: fc.constantFrom(
    'application/json',
    'text/event-stream',
    'text/plain',
    'text/html',
    'application/x-ndjson',
    'application/octet-stream',
  ),
  path: fc.constantFrom('/score', '/v1/chat/completions'),
  modelStatus: fc.constantFrom('500', 'abc', '', '99999'),
})

describe('for arbitrary bytes', () => {
  it.each(['chat', 'stream'] as const)(
    '%s returns an answer or throws one of the three errors',
    { timeout },
    async (how) => {
      let read = 0
      let refused = 0
      await fc.assert(
        fc.asyncProperty(answer, async ({ pieces, status, type, path, modelStatus }) => {
          const options: Partial<EndpointOptions> = {
            endpointUrl: `https://e.eastus2.inference.ml.azure.com${path}`,
            idleTimeout: 2000,
            timeout: 2000,
          }
          const headers = {
            'content-type': type,
            'ms-azureml-model-error-statuscode': modelStatus,
            'retry-after': modelStatus,
          }
          const client = clientOf(() => new Response(bodyOf(pieces), { status, headers }), options)
          try {
            if (how === 'chat') {
              const response = await client.chat(hello)
              expect(typeof response.text).toBe('string')
            } else {
              const { chunks, error } = await collect(client.stream(hello))
              if (error !== undefined) throw error
              expect(chunks.filter((chunk) => chunk.finishReason !== undefined)).toHaveLength(1)
            }
            read++
          } catch (error) {
            if (!(error instanceof AzureMLError)) throw error
            expect(error.message.length).toBeLessThan(3000)
            refused++
          }
        }),
        { numRuns },
      )
      // Both must occur, or the generator does not test anything any more.
      expect(Math.min(read, refused)).toBeGreaterThan(numRuns / 200)
    },
  )
})
