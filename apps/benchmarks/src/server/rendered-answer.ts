import { renderFormat } from './rendered-formats.ts'
import { type Scenario, toolName, words } from './scenario.ts'

const head = {
  id: 'chatcmpl-5f1c2ad9e0b84c7d',
  object: 'chat.completion.chunk',
  created: 1_760_000_000,
  model: 'llama',
}
const usage = { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 }

/** Renders a complete response. */
export function renderWhole({ size }: Scenario): Buffer {
  const message = { role: 'assistant', content: 'x'.repeat(size) }
  const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }]
  return Buffer.from(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }))
}

/** Renders the bytes of each event of a stream. */
export function renderEvents(scenario: Scenario): Buffer[] {
  const { kind, format = 'openai' } = scenario
  if (format !== 'openai') return renderFormat(format, scenario.size)
  const deltas = kind === 'text' ? textDeltas(scenario) : toolDeltas(scenario)
  return [
    chunk({ role: 'assistant', content: kind === 'text' ? '' : null }, null),
    ...deltas,
    chunk({}, kind === 'text' ? 'stop' : 'tool_calls'),
    event({ ...head, choices: [], usage }),
    Buffer.from('data: [DONE]\n\n'),
  ]
}

function textDeltas({ size }: Scenario): Buffer[] {
  const deltas = words.map((word) => chunk({ content: word }, null))
  return Array.from({ length: size }, (_, index) => deltas[index % deltas.length] as Buffer)
}

/** The arguments are `{"note":"…"}`, in deltas of four bytes; the first delta has the id and the name. */
function toolDeltas({ size }: Scenario): Buffer[] {
  const json = JSON.stringify({ note: 'x'.repeat(size) })
  const first = { index: 0, id: 'call_8Fd3kQ1zT', type: 'function', function: { name: toolName, arguments: '' } }
  const deltas = [chunk({ tool_calls: [first] }, null)]
  for (let start = 0; start < json.length; start += 4) {
    deltas.push(chunk({ tool_calls: [{ index: 0, function: { arguments: json.slice(start, start + 4) } }] }, null))
  }
  return deltas
}

/** Renders a chunk as Azure sends it, with a field for log probabilities even where there are none. */
function chunk(delta: unknown, finishReason: string | null): Buffer {
  return event({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] })
}

function event(value: unknown): Buffer {
  return Buffer.from(`data: ${JSON.stringify(value)}\n\n`)
}
