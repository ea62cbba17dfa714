import { describe, expect, it } from 'vitest'
import { usePython } from '../frame/use.ts'
import { type Outcome, runClients } from './run-clients.ts'

const python = usePython(import.meta.dirname)
const answer = 'An answer, “Grüße” 🙂.'
const chats = ['openai chat', 'openai stream', 'azure chat', 'azure stream']

describe('an emulated endpoint', () => {
  it('is understood by every client', async () => {
    const outcomes = byCall(await runClients(python(), { replies: [{ text: answer, when: isPlain, times: Infinity }] }))
    const { 'langchain stream': streamed, ...others } = outcomes
    expect(others).toEqual({
      'openai chat': { result: { text: answer, reason: 'stop', usage: true } },
      'openai stream': { result: { text: answer, reasons: ['stop'], usage: true, pieces: true } },
      'openai tool': { result: { name: 'weather', arguments: ['city'], reason: 'tool_calls' } },
      'openai streamed tool': { result: { name: 'weather', arguments: ['city'] } },
      'openai schema': { result: ['city', 'warm'] },
      'openai embeddings': { result: { count: 2, same: true, sent: 'str' } },
      'azure chat': { result: { text: answer, reason: 'stop', usage: true } },
      'azure stream': { result: { text: answer, reasons: ['stop'] } },
      'azure tool': { result: { name: 'weather', arguments: ['city'], after: true } },
      'azure schema': { result: ['city', 'warm'] },
      'azure embeddings': { result: { count: 2, numbers: true } },
      'langchain dedicated chat': { result: answer },
      'langchain serverless chat': { result: answer },
      'langchain text': { result: answer },
    })
    // A stream of the Python class leaves out `model_kwargs`, and so the model, which this route needs.
    expect(streamed).toMatchObject({ error: 'BadRequestError', words: expect.stringContaining('No model specified') })
  })

  it.each([
    { status: 400, openai: 'BadRequestError', azure: 'HttpResponseError' },
    { status: 404, openai: 'NotFoundError', azure: 'ResourceNotFoundError' },
    { status: 429, openai: 'RateLimitError', azure: 'HttpResponseError' },
    { status: 500, openai: 'InternalServerError', azure: 'HttpResponseError' },
  ])('fails with $status as each client expects it', async ({ status, openai, azure }) => {
    const replies = [{ error: { status, message: 'Made up.' }, times: Infinity }]
    const outcomes = byCall(await runClients(python(), { replies }))
    for (const call of chats) {
      const error = call.startsWith('openai') ? openai : azure
      expect([call, outcomes[call]]).toEqual([call, { error, status, words: expect.stringContaining('Made up.') }])
    }
    expect(outcomes['langchain serverless chat']).toMatchObject({ error: 'HTTPError', status })
    // Azure's edge hides the status of a managed endpoint's container.
    expect(outcomes['langchain dedicated chat']).toMatchObject({ error: 'HTTPError', status: 424 })
  })

  it('refuses a wrong key as each client expects it', async () => {
    const outcomes = Object.entries(byCall(await runClients(python(), {}, { key: 'another-key' })))
    expect(outcomes).toHaveLength(15)
    for (const [call, outcome] of outcomes) {
      const isOpenAI = call.startsWith('openai') || call === 'langchain stream'
      const other = call.startsWith('azure') ? 'ClientAuthenticationError' : 'HTTPError'
      expect([call, outcome]).toMatchObject([call, { error: isOpenAI ? 'AuthenticationError' : other, status: 401 }])
    }
  })
})

/** Whether a request asks for neither a tool nor JSON. */
function isPlain({ body }: { readonly body: unknown }): boolean {
  const { tools, response_format: format } = (body ?? {}) as { tools?: unknown; response_format?: unknown }
  return tools === undefined && format === undefined
}

function byCall(outcomes: Readonly<Record<string, Readonly<Record<string, Outcome>>>>): Record<string, Outcome> {
  const entries = Object.entries(outcomes).flatMap(([client, calls]) =>
    Object.entries(calls).map(([call, outcome]) => [`${client} ${call}`, outcome] as const),
  )
  return Object.fromEntries(entries)
}
