import { AzureMLEndpointClient, type ChatRequest, ConfigurationError } from '../../../packages/core/src/index.ts'
import { apiTypeOf, type Formatters, type Reader, readersOf } from '../families/formatters.ts'
import { type JSONObject, objectOf, parseJson, shortenText } from '../json.ts'
import type { Verdict } from '../verdict/judge.ts'
import { mistralFaults } from './mistral-rules.ts'
import { normalBody, sorted } from './normal-body.ts'
import { type RequestDifference, requestRuleFor } from './request-rules.ts'
import { NotExpressible, toChatRequest } from './to-chat-request.ts'

/** What came of a recorded request, with one formatter on one API type. */
export interface RequestVerdict extends Verdict {
  readonly formatter: string
}

/**
 * Writes a recorded chat completion request with every formatter: OpenAI's has to write the same body, all others a body or
 * a `ConfigurationError`.
 */
export async function replayRequest(text: string | undefined, formatters: Formatters): Promise<RequestVerdict[]> {
  const recorded = objectOf(parseJson(text ?? ''))
  if (!Array.isArray(recorded['messages'])) return []
  const request = convert(recorded)
  if (request instanceof NotExpressible) {
    return [{ formatter: own, kind: 'refused', reasons: [`no field for ${request.message}`] }]
  }
  const verdicts: RequestVerdict[] = []
  for (const [name, Formatter] of formatters) {
    for (const reader of readersOf(Formatter)) {
      const formatter = `${name}, ${apiTypeOf(reader.url)}`
      const sent = await send(request, reader)
      verdicts.push({ formatter, ...(formatter === own ? judgeBody(recorded, sent) : judgeOther(name, sent)) })
    }
  }
  return verdicts
}

/** The formatter of the format in which the requests are recorded. */
export const own = 'CustomOpenAIChatContentFormatter, serverless'

function convert(recorded: JSONObject): ChatRequest | NotExpressible {
  try {
    return toChatRequest(recorded)
  } catch (error) {
    if (error instanceof NotExpressible) return error
    throw error
  }
}

interface Sent {
  readonly body?: unknown
  readonly error?: unknown
}

/** Formats a request and takes the body from the `fetch` that it is passed to. */
async function send(request: ChatRequest, { formatter, url }: Reader): Promise<Sent> {
  let body: unknown
  try {
    const client = new AzureMLEndpointClient({
      endpointUrl: url,
      endpointApiType: apiTypeOf(url),
      endpointApiKey: 'replayed-endpoint-key',
      contentFormatter: formatter,
      maxRetries: 0,
      fetch: async (_input, init) => {
        body = parseJson(String(init?.body))
        throw new Error('The request is not sent.')
      },
    })
    await client.chat(request)
  } catch (error) {
    return { body, error }
  }
  return { body }
}

function judgeBody(recorded: JSONObject, { body, error }: Sent): Verdict {
  if (body === undefined) return judgeAcceptance({ error })
  const [expected, actual] = [normalBody(recorded), normalBody(objectOf(body))]
  const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
  const different = names
    .map((field) => ({ field, recorded: expected[field], written: actual[field] }))
    .filter((difference) => shown(difference.recorded) !== shown(difference.written))
  const explained = different.map((difference) => requestRuleFor(difference))
  const wrong = different.filter((_, position) => explained[position] === undefined)
  if (wrong.length > 0) return { kind: 'wrong', reasons: wrong.map(sentenceOf) }
  const reasons = explained.flatMap((rule) => rule ?? [])
  return { kind: reasons.length === 0 ? 'equal' : 'by design', reasons }
}

/** A family's own rules for conversations are checked on the body. */
function judgeOther(name: string, sent: Sent): Verdict {
  const faults = name.startsWith('Mistral') && sent.body !== undefined ? mistralFaults(objectOf(sent.body)) : []
  return faults.length > 0 ? { kind: 'wrong', reasons: faults } : judgeAcceptance(sent)
}

function judgeAcceptance({ body, error }: Sent): Verdict {
  if (body !== undefined) return { kind: 'equal', reasons: ['written'] }
  if (error instanceof ConfigurationError) return { kind: 'refused', reasons: [error.message] }
  return { kind: 'wrong', reasons: [`neither a body nor a ConfigurationError: ${String(error).slice(0, 300)}`] }
}

function shown(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? ''
}

function sentenceOf({ field, recorded, written }: RequestDifference): string {
  const [expected, actual] = [shown(recorded), shown(written)]
  let start = 0
  while (start < expected.length && expected[start] === actual[start]) start += 1
  const from = Math.max(0, start - 60)
  return `${field}: ${shortenText(expected.slice(from) || 'nothing')} recorded, ${shortenText(actual.slice(from) || 'nothing')} written`
}
