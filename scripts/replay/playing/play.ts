import type { ChatChunk } from '../../../packages/core/src/index.ts'
import { type Answer, joinChunks, type Outcome, shownOutcome, withoutMadeIds } from './answer.ts'
import { type Cut, cutsFor, uncut } from './cuts.ts'
import { clientFor, type Played, request } from './endpoint.ts'

/** Plays a response to `chat()` or `embed()`, or to `stream()`, in several ways of cutting it. */
export async function play(played: Played, operation: 'chat' | 'embed'): Promise<Outcome> {
  if (operation === 'embed') return outcomeOf(() => embed(played))
  return played.stream === undefined ? playWhole(played) : playStream(played)
}

/** Plays a response in one piece only. */
export async function playOnce(played: Played): Promise<Outcome> {
  if (played.stream === undefined) return outcomeOf(() => chat(played, uncut))
  return (await readStream(played, uncut)).outcome
}

/** Reads a whole answer with `chat()`; a cut body, and `stream()`, have to give the same. */
async function playWhole(played: Played): Promise<Outcome> {
  const whole = await outcomeOf(() => chat(played, uncut))
  const [cut = uncut] = cutsFor(played.body.length, played.body.length)
  const expected = shownOutcome(whole, played.body)
  const others = {
    'chat() of a cut body': await outcomeOf(() => chat(played, cut)),
    'stream()': await outcomeOf(async () => joinChunks(await chunksOf(played, uncut))),
  }
  for (const [name, other] of Object.entries(others)) {
    const actual = shownOutcome(other, played.body)
    if (actual !== expected) return { ...whole, unequal: `${name}: ${differenceOf(expected, actual)}` }
  }
  return whole
}

async function playStream(played: Played): Promise<Outcome> {
  const first = await readStream(played, uncut)
  for (const [position, cut] of cutsFor(played.body.length, played.body.length).entries()) {
    const other = await readStream(played, cut)
    if (other.shown !== first.shown) {
      return { ...first.outcome, unequal: `cut ${position}: ${differenceOf(first.shown, other.shown)}` }
    }
  }
  return first.outcome
}

/** Keeps the chunks before an error too, which have to be the same for every cut. */
async function readStream(played: Played, cut: Cut): Promise<{ readonly outcome: Outcome; readonly shown: string }> {
  const chunks: ChatChunk[] = []
  let outcome: Outcome
  try {
    for await (const chunk of clientFor(played, cut).stream(request)) chunks.push(chunk)
    outcome = { answer: joinChunks(chunks) }
  } catch (error) {
    outcome = { error }
  }
  const bare = chunks.map(({ headers: _headers, request: _request, ...chunk }) => chunk)
  const failure = outcome.error === undefined ? '' : String(outcome.error)
  return { outcome, shown: `${withoutMadeIds(JSON.stringify(bare), played.body)}${failure}` }
}

async function chunksOf(played: Played, cut: Cut): Promise<ChatChunk[]> {
  const chunks: ChatChunk[] = []
  for await (const chunk of clientFor(played, cut).stream(request)) chunks.push(chunk)
  return chunks
}

async function chat(played: Played, cut: Cut): Promise<Answer> {
  const { raw: _raw, headers: _headers, request: _request, ...answer } = await clientFor(played, cut).chat(request)
  return answer
}

async function embed(played: Played): Promise<Answer> {
  const { data } = JSON.parse(played.body) as { readonly data: readonly unknown[] }
  const { embeddings, usage, model } = await clientFor(played, uncut).embed({ values: data.map(() => '(replayed)') })
  return { embeddings, usage, model, text: '', toolCalls: [] }
}

async function outcomeOf(work: () => Promise<Answer>): Promise<Outcome> {
  try {
    return { answer: await work() }
  } catch (error) {
    return { error }
  }
}

function differenceOf(expected: string, actual: string): string {
  let start = 0
  while (start < expected.length && expected[start] === actual[start]) start += 1
  const from = Math.max(0, start - 40)
  return `${expected.slice(from, start + 80)} | ${actual.slice(from, start + 80)}`
}
