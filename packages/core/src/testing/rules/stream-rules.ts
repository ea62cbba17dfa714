import type { ParsedChatChunk } from '../../formatter/formatter.ts'
import { damaged, strangeValues, withPart } from '../values/any-json.ts'
import { type Leaf, leavesOf } from '../values/body-search.ts'
import { type Rule, NothingToTest, show, type TestedCodec, violation } from '../checks/rule.ts'
import { codecOf } from '../checks/format.ts'
import { copyOf, fingerprint } from '../values/json-copy.ts'
import { eventsOf, readStream, StreamTest } from '../checks/read.ts'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'
import { malformation } from '../checks/well-formed.ts'

/** Rules for parsing streams. */
export const streamRules: readonly Rule[] = [
  {
    title: 'keeps the state of concurrent streams separate',
    remedy: 'declare the state of a reader inside `openStream`, not on the formatter, the codec or the module.',
    check(codec) {
      const exchanges = streamed(codec)
      for (const one of exchanges) {
        const alone = fingerprint(readStream(codec, one.events, one.body))
        if (fingerprint(readStream(codec, one.events, one.body)) !== alone) {
          throw violation(codec, 'openStream', `parsed ${show(one.name)} differently the second time.`)
        }
        for (const other of exchanges) expectApart(codec, { one, other, alone })
      }
    },
  },
  {
    title: 'does not change events or earlier chunks',
    remedy: 'return a new object for each chunk, and copy values before you change them.',
    check(codec) {
      for (const { name, events, body } of streamed(codec)) {
        // Reports a reader that throws, with the event.
        readStream(codec, events, body)
        const stream = new StreamTest(codec, body)
        const seen: string[] = []
        for (const event of [...eventsOf(events), undefined]) {
          const given = copyOf(event)
          seen.push(fingerprint(stream.push(given)))
          if (fingerprint(given) !== fingerprint(event)) {
            throw violation(
              codec,
              'openStream',
              `returned a reader that changed an event of ${show(name)}: ${show(given)}.`,
            )
          }
        }
        const changed = stream.chunks.find((chunk, index) => fingerprint(chunk) !== seen[index])
        if (changed === undefined) continue
        throw violation(
          codec,
          'openStream',
          `returned a reader that changed a chunk it had returned before (${show(name)}): ${show(changed)}.`,
        )
      }
    },
  },
  {
    title: 'returns well-formed chunks for any events, or throws',
    remedy:
      'check types before you use a value: return `undefined` for an event without content, and throw for a malformed one.',
    check(codec) {
      if (!canStream(codec)) throw new NothingToTest('the codec has no openStream')
      const recorded = codec.exchanges.flatMap(({ events }) => eventsOf(events ?? []))
      for (const event of [...strangeValues, ...recorded, ...recorded.flatMap((one) => Array.from(damaged(one)))]) {
        expectWellFormed(codec, event)
      }
    },
  },
  {
    title: 'returns the text of a stream unchanged',
    remedy: 'return the text of each event as it is.',
    check(codec) {
      for (const { name, events, body } of streamed(codec)) {
        const seen = eventsOf(events)
        const read = readStream(codec, events, body)
        const path = pathOfText(seen, read)
        if (path === undefined) continue
        const other = ' Grüße, 漢字 and 🙂 in "C:\\new"'
        const changed = seen.map((event) => (textAt(event, path).length > 2 ? withPart(event, path, other) : event))
        const text = joinedText(readStream(codec, changed, body))
        if (text === changed.map((event) => textAt(event, path)).join('')) continue
        throw violation(
          codec,
          'openStream',
          `returned a reader that parsed ${show(other)} as ${show(text)} (${show(name)}).`,
        )
      }
    },
  },
]

type Streamed = RecordedExchange & { readonly events: readonly unknown[] }

function streamed(codec: TestedCodec): readonly Streamed[] {
  if (!canStream(codec)) throw new NothingToTest('the codec has no openStream')
  const found = codec.exchanges.filter((exchange): exchange is Streamed => exchange.events !== undefined)
  if (found.length === 0) throw new NothingToTest('no exchange has `events`')
  return found
}

function canStream(codec: TestedCodec): boolean {
  return codecOf(codec).openStream !== undefined
}

/** Parses one stream while others are opened, parsed, finished and abandoned. */
function expectApart(
  codec: TestedCodec,
  { one, other, alone }: { readonly one: Streamed; readonly other: Streamed; readonly alone: string },
): void {
  const events = [...eventsOf(one.events), undefined]
  const others = [...eventsOf(other.events), undefined]
  for (const openAt of new Set([0, 1, Math.floor(events.length / 2)])) {
    const [mine, theirs, left] = [
      new StreamTest(codec, one.body),
      new StreamTest(codec, other.body),
      new StreamTest(codec, other.body),
    ]
    for (const event of others.slice(0, -2)) left.push(copyOf(event))
    for (const [index, event] of events.entries()) {
      if (index === openAt) readStream(codec, other.events, other.body)
      mine.push(copyOf(event))
      if (index < others.length) theirs.push(copyOf(others[index]))
    }
    if (fingerprint(mine.chunks) === alone) continue
    const problem = `parsed ${show(one.name)} differently while ${show(other.name)} was parsed: ${show(mine.chunks)} instead of ${alone}.`
    throw violation(codec, 'openStream', problem)
  }
}

function expectWellFormed(codec: TestedCodec, event: unknown): void {
  const stream = new StreamTest(codec)
  for (const given of [event, undefined]) {
    let chunk: ParsedChatChunk | undefined
    try {
      chunk = stream.push(copyOf(given))
    } catch (error) {
      if (error instanceof Error && error.name === 'Violation') throw error
      return
    }
    const wrong = chunk === undefined ? undefined : malformation(chunk, 'chunk')
    if (wrong === undefined) continue
    throw violation(
      codec,
      'openStream',
      `returned a reader that returned for ${show(event)} a chunk that ${wrong}: ${show(chunk)}.`,
    )
  }
}

/**
 * Finds the path of the text in the events: the one whose texts join to the answer. If only one event has text there although
 * the reader returned several pieces, it is a repetition of the whole answer.
 */
function pathOfText(
  events: readonly unknown[],
  chunks: readonly (ParsedChatChunk | undefined)[],
): Leaf['path'] | undefined {
  const text = joinedText(chunks)
  const isOnePiece = chunks.filter((chunk) => chunk?.text).length === 1
  const leaves = events.flatMap((event) => leavesOf(event).filter(({ value }) => typeof value === 'string'))
  return leaves.find(({ path }) => {
    const texts = events.map((event) => textAt(event, path)).filter((one) => one !== '')
    return text !== '' && texts.join('') === text && (isOnePiece || texts.length > 1)
  })?.path
}

function textAt(event: unknown, path: Leaf['path']): string {
  const leaf = leavesOf(event).find((one) => one.path.join('\n') === path.join('\n'))
  return typeof leaf?.value === 'string' ? leaf.value : ''
}

function joinedText(chunks: readonly (ParsedChatChunk | undefined)[]): string {
  return chunks.map((chunk) => chunk?.text ?? '').join('')
}
