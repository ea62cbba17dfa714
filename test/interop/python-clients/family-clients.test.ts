import { expect, it } from 'vitest'
import { usePython } from '../frame/use.ts'
import { runClients } from './run-clients.ts'

const python = usePython(import.meta.dirname)
const answer = 'An answer, “Grüße” 🙂.'
const program = 'run_family_clients.py'

it('is understood by the clients of Anthropic and Cohere', async () => {
  const replies = [{ text: answer, when: isPlain, times: Infinity }]
  const { anthropic, cohere } = await runClients(python(), { replies }, { program })
  expect(anthropic).toEqual({
    chat: { result: { text: answer, reason: 'end_turn', usage: true } },
    stream: { result: { text: answer, reason: 'end_turn' } },
    tool: { result: { name: 'weather', input: ['city'], reason: 'tool_use', after: 'end_turn' } },
    count: { result: true },
    'without maximum': {
      error: 'BadRequestError',
      status: 400,
      words: expect.stringContaining('max_tokens: Field required'),
    },
  })
  expect(cohere).toEqual({
    chat: { result: { text: answer, reason: 'COMPLETE' } },
    stream: { result: { text: answer, reason: 'COMPLETE' } },
    tool: { result: { name: 'weather', arguments: ['city'], reason: 'TOOL_CALL' } },
    embeddings: { result: 2 },
    rerank: { result: [expect.any(Number)] },
  })
})

it('refuses a wrong key as these clients expect it', async () => {
  const { anthropic = {}, cohere = {} } = await runClients(python(), {}, { key: 'another-key', program })
  const outcomes = { AuthenticationError: Object.values(anthropic), UnauthorizedError: Object.values(cohere) }
  for (const [error, all] of Object.entries(outcomes)) {
    expect(all).toHaveLength(5)
    for (const outcome of all) expect(outcome).toMatchObject({ error, status: 401 })
  }
})

/** Whether a request asks for no tool. */
function isPlain({ body }: { readonly body: unknown }): boolean {
  return (body as { readonly tools?: unknown } | undefined)?.tools === undefined
}
