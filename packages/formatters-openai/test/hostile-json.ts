import {
  AzureMLEndpointClient,
  type AzureMLEndpointApiType,
  AzureMLError,
  type ChatChunk,
  type ChatResponse,
  type ContentFormatterBase,
} from '@azureml-endpoints/core'
import type { RecordedExchange } from '@azureml-endpoints/core/testing'

/** Deeper than the stack is for the simplest recursion; `hostile-answers.test.ts` checks that. More only costs time. */
const levels = 20_000

/** JSON texts that no format uses: deeply nested, with prototype keys, with invalid numbers. */
export const hostileValues: Readonly<Record<string, string>> = {
  'lists twenty thousand deep': '['.repeat(levels) + ']'.repeat(levels),
  'objects twenty thousand deep': `${'{"output":'.repeat(levels)}1${'}'.repeat(levels)}`,
  'a __proto__ key': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  'a number that becomes Infinity': '1e999',
  'control characters': '"\\u001b]0;x\\u0007\\r\\n\\u009b"',
}

/** The part of a recorded exchange that these tests use. */
export type HostileExchange = Pick<RecordedExchange, 'name' | 'apiType' | 'response' | 'events'>

/** A recorded response with one hostile value. */
export interface HostileAnswer {
  readonly apiType: AzureMLEndpointApiType
  readonly place: string
  /** The body, as JSON or as a stream. */
  readonly body: string
}

/** Replaces each value of the recorded responses by a hostile one, one at a time. */
export function* hostileAnswers(exchanges: readonly HostileExchange[], json: string): Generator<HostileAnswer> {
  for (const { name, apiType, response, events } of exchanges) {
    if (response !== undefined) {
      for (const [path, body] of replaced(response, json)) yield { apiType, place: `${name}: ${path}`, body }
    }
    for (const [index, event] of (events ?? []).entries()) {
      const lines = (events ?? []).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
      for (const [path, text] of replaced(event, json)) {
        const body = lines.with(index, text).map((line) => `data: ${line}\n\n`)
        yield { apiType, place: `${name}: events[${index}]${path}`, body: body.join('') }
      }
    }
  }
}

/** Parses a response through core, and returns what is wrong with the result, if anything. */
export async function problemWith(formatter: ContentFormatterBase, answer: HostileAnswer): Promise<string | undefined> {
  const isStream = answer.body.startsWith('data:')
  const type = isStream ? 'text/event-stream' : 'application/json'
  const client = new AzureMLEndpointClient({
    endpointUrl: answer.apiType === 'dedicated' ? 'https://x.test/score' : 'https://x.test/v1/any-chat',
    endpointApiType: answer.apiType,
    endpointApiKey: 'made-up-key',
    contentFormatter: formatter,
    maxRetries: 0,
    fetch: async () => new Response(answer.body, { headers: { 'content-type': type } }),
  })
  const request = { messages: [{ role: 'user', content: 'Hi' }], maxTokens: 100 } as const
  try {
    if (!isStream) return malformation(await client.chat(request))
    for await (const chunk of client.stream(request)) {
      const problem = malformation(chunk)
      if (problem !== undefined) return problem
    }
    return undefined
  } catch (error) {
    return error instanceof AzureMLError ? undefined : `a raw ${String(error)}`
  }
}

function malformation({
  text,
  reasoning,
  toolCalls,
  usage,
  id,
  model,
}: Partial<ChatResponse> | ChatChunk): string | undefined {
  for (const [name, value] of Object.entries({ text, reasoning, id, model })) {
    if (value !== undefined && typeof value !== 'string') return `${name} is no text`
  }
  for (const call of toolCalls ?? []) {
    const isText = [call.name ?? '', call.arguments ?? '', call.id ?? ''].every((value) => typeof value === 'string')
    if (!isText) return 'a tool call is not made of texts'
  }
  const { raw: _, ...counts } = usage ?? {}
  for (const [name, count] of Object.entries(counts)) {
    if (count !== undefined && !Number.isFinite(count)) return `${name} is no number`
  }
  return Object.hasOwn(Object.prototype, 'polluted') ? 'Object.prototype was changed' : undefined
}

const marker = 'place-of-the-hostile-value'

/** Returns JSON texts of a value, each with another part of it replaced. */
function* replaced(value: unknown, json: string): Generator<readonly [path: string, text: string]> {
  for (const [path, marked] of marks(value, '')) yield [path, JSON.stringify(marked).replace(`"${marker}"`, () => json)]
}

function* marks(value: unknown, path: string): Generator<readonly [path: string, marked: unknown]> {
  yield [path, marker]
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    for (const [inner, marked] of marks(part, `${path}.${key}`)) {
      yield [inner, Array.isArray(value) ? value.with(Number(key), marked) : { ...value, [key]: marked }]
    }
  }
}
