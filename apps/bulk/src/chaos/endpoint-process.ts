import { type RecordedRequest, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { type EndpointOrder, type EndpointRecord, type EndpointSecond, tokensOf } from './endpoint-record.ts'

/*
 * The emulated endpoint of a chaos run, in a process of its own: with a quota that can be changed, one fault in a hundred calls,
 * and a record of what it answered. Its arguments are the address to listen on, the key, the share of faults and the
 * milliseconds until it answers.
 */

const [host = '127.0.0.1', apiKey = '', faultShare = '0', latencyMs = '0'] = process.argv.slice(2)
const answers: Record<string, number> = {}
const seconds: EndpointSecond[] = []
const faulty = new WeakSet<RecordedRequest>()
const totals = { inputTokens: 0, outputTokens: 0 }
const faults = [{ status: 500 }, { modelStatus: 500 }, { reset: 'before-headers' as const }]
let quota = Number.POSITIVE_INFINITY
let second = { at: 0, quota, accepted: 0, refused: 0 }
let calls = 0

const emulator = await startEndpointEmulator({
  host,
  apiKey,
  latencyMs: Number(latencyMs),
  maxRecordedRequests: 1,
  faults: chooseFault,
  replies: [answer],
})
process.on('disconnect', () => process.exit())
process.on('message', (order: EndpointOrder) => {
  if (order !== 'record') quota = order.quota
  else process.send?.({ answers, ...totals, seconds: [...seconds, second] } satisfies EndpointRecord)
})
process.send?.({ port: emulator.port })

function chooseFault(request: RecordedRequest) {
  const now = Date.now()
  if (now - second.at >= 1_000) {
    if (second.at > 0) seconds.push(second)
    second = { at: now, quota, accepted: 0, refused: 0 }
  }
  if (second.accepted >= quota) {
    second.refused += 1
    return { status: 429 }
  }
  second.accepted += 1
  calls += 1
  // Spread evenly, and the same in every run.
  if ((calls * Number(faultShare)) % 1 >= Number(faultShare)) return undefined
  faulty.add(request)
  return faults[calls % faults.length]
}

function answer(request: RecordedRequest) {
  const { messages } = request.body as { readonly messages: readonly { readonly content: string }[] }
  const id = messages[0]?.content ?? ''
  const usage = tokensOf(id)
  if (!faulty.has(request)) {
    answers[id] = (answers[id] ?? 0) + 1
    totals.inputTokens += usage.inputTokens
    totals.outputTokens += usage.outputTokens
  }
  return { text: `The answer to ${id}.`, usage }
}
