import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { violationOf } from './strict-rules.ts'

type Block = Readonly<Record<string, unknown>>
type Body = Readonly<Record<string, unknown>>

const question = (id: string, city: string): Block => ({ type: 'tool_use', id, name: 'get_weather', input: { city } })

/** Three answers with tool calls and one without, each with thoughts in another form. */
const loop: readonly (readonly Block[])[] = [
  [
    { type: 'thinking', thinking: 'Two cities, one by one.', signature: 'c2lnLTE=' },
    { type: 'text', text: 'I look.' },
    question('toolu_1', 'Oslo'),
  ],
  [
    { type: 'thinking', thinking: '', signature: 'c2lnLTI=' },
    { type: 'redacted_thinking', data: 'b3BhcXVl' },
    question('toolu_2', 'Rome'),
  ],
  [
    { type: 'text', text: 'One more, ' },
    question('toolu_3', 'Bern'),
    { type: 'thinking', thinking: 'And another.', signature: 'c2lnLTM=' },
    { type: 'text', text: 'then I know.' },
    question('toolu_4', 'Graz'),
  ],
  [
    { type: 'thinking', thinking: 'All four.', signature: 'c2lnLTQ=' },
    { type: 'text', text: 'Take a coat.' },
  ],
]

/** A server of the Messages API on the loopback interface. */
export interface ClaudeServer extends AsyncDisposable {
  readonly url: string
  /** The bodies of the requests that it accepted. */
  readonly bodies: Body[]
}

/** Starts a server that answers with these blocks, one answer after the other, and rejects what the real one rejects. */
export async function startClaude(answers: readonly (readonly Block[])[] = loop): Promise<ClaudeServer> {
  const bodies: Body[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as Body
    const problem =
      headersViolation(request) ?? modelViolation(body) ?? violationOf(body) ?? thoughtsViolation(body, answers)
    const answer = answers[bodies.length]
    if (problem !== undefined || answer === undefined) {
      response.writeHead(400, { 'content-type': 'application/json' })
      const error = { type: 'invalid_request_error', message: problem ?? 'no answer is left' }
      return response.end(JSON.stringify({ type: 'error', error, request_id: 'req_01' }))
    }
    bodies.push(body)
    const message = messageOf(answer, bodies.length)
    response.writeHead(200, { 'content-type': body['stream'] === true ? 'text/event-stream' : 'application/json' })
    response.end(body['stream'] === true ? streamOf(message) : JSON.stringify(message))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/anthropic/v1/messages`,
    bodies,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function headersViolation({ headers }: IncomingMessage): string | undefined {
  if (headers['anthropic-version'] !== '2023-06-01') return 'anthropic-version: header is required'
  return headers['x-api-key'] === undefined && headers.authorization === undefined ? 'no key' : undefined
}

function modelViolation({ model }: Body): string | undefined {
  return typeof model === 'string' && model !== '' ? undefined : 'model: Field required'
}

/** Every answer of this server has to come back exactly as it was. */
function thoughtsViolation({ messages }: Body, answers: readonly (readonly Block[])[]): string | undefined {
  const sent = (messages as readonly { role: string; content: unknown }[]).filter(({ role }) => role === 'assistant')
  const changed = sent.findIndex(({ content }, index) => {
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content
    return !isDeepStrictEqual(blocks, answers[index])
  })
  return changed === -1 ? undefined : `thinking blocks cannot be modified: ${JSON.stringify(sent[changed]?.content)}`
}

function messageOf(content: readonly Block[], number: number): Body {
  const callsTools = content.some(({ type }) => type === 'tool_use')
  return {
    id: `msg_${number}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-sample-1',
    content,
    stop_reason: callsTools ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 10, cache_read_input_tokens: 5, cache_creation_input_tokens: 0, output_tokens: 7 },
  }
}

function streamOf(message: Body): string {
  const { content, stop_reason: reason, usage } = message
  const events: Block[] = [{ type: 'message_start', message: { ...message, content: [], stop_reason: null } }]
  for (const [index, block] of (content as readonly Block[]).entries()) {
    const [start, ...deltas] = piecesOf(block)
    events.push({ type: 'content_block_start', index, content_block: start }, { type: 'ping' })
    for (const delta of deltas) events.push({ type: 'content_block_delta', index, delta })
    events.push({ type: 'content_block_stop', index })
  }
  events.push({ type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage })
  events.push({ type: 'message_stop' })
  return events.map((event) => `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`).join('')
}

function piecesOf(block: Block): readonly Block[] {
  const { type, text, thinking, signature, input, ...rest } = block
  const halves = (whole: unknown): readonly string[] => [String(whole).slice(0, 4), String(whole).slice(4)]
  if (type === 'text') return [{ type, text: '' }, ...halves(text).map((half) => ({ type: 'text_delta', text: half }))]
  if (type === 'thinking') {
    const words = thinking === '' ? [] : halves(thinking).map((half) => ({ type: 'thinking_delta', thinking: half }))
    return [{ type, thinking: '', signature: '' }, ...words, { type: 'signature_delta', signature }]
  }
  if (type !== 'tool_use') return [block]
  const json = halves(JSON.stringify(input)).map((half) => ({ type: 'input_json_delta', partial_json: half }))
  return [{ type, ...rest, input: {} }, { type: 'input_json_delta', partial_json: '' }, ...json]
}
