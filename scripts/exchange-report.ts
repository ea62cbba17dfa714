// Converts one exchange with an endpoint into a fixture for a conformance test, with secrets redacted.
import { type Redaction, parseJsonOrText } from './redaction.ts'

export interface EndpointAnswer {
  readonly ok: boolean
  readonly status: number
  readonly text: string
}

interface SentExchange {
  readonly address: string
  readonly body: unknown
}

/** Returns the fixture as JSON, or why there is none. */
export function reportExchange(
  sent: SentExchange,
  answer: EndpointAnswer,
  { redact, hasSplitSecret }: Redaction,
): { readonly recorded: boolean; readonly text: string } {
  if (!answer.ok) {
    const redacted = redact(parseJsonOrText(answer.text))
    const shown = typeof redacted === 'string' ? redacted : JSON.stringify(redacted)
    return { recorded: false, text: `The endpoint responded with ${answer.status}: ${shown.slice(0, 2000)}` }
  }
  const events = parseEvents(answer.text)?.map((event) => redact(event))
  const response = events ?? [redact(parseJsonOrText(answer.text))]
  if (hasSplitSecret(response)) {
    const place = events === undefined ? 'several strings' : 'several events'
    const problem = `The response contains a secret that is split over ${place}, so nothing is printed.`
    return { recorded: false, text: `${problem} Change the request.` }
  }
  const exchange = {
    name: 'what this exchange shows',
    apiType: new URL(sent.address).pathname.endsWith('/score') ? 'dedicated' : 'serverless',
    ...(events !== undefined && { context: { stream: true } }),
    request: { messages: 'the ChatRequest that becomes this body' },
    body: redact(sent.body),
    ...(events === undefined ? { response: response[0] } : { events }),
    expected: {},
  }
  return { recorded: true, text: JSON.stringify(exchange, null, 2) }
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
