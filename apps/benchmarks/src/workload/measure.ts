import { setTimeout as pause } from 'node:timers/promises'
import type { Message, Model } from '../rows/row.ts'
import { lengthOf, toPath } from '../server/scenario.ts'
import type { Measurement, Work } from './workload.ts'

/** Opens the row's client on a scenario. */
export type OpenModel = (path: string) => Model | Promise<Model>

/** Does a work, checks every answer, and says what it cost. */
export async function measure(work: Work, open: OpenModel): Promise<Measurement> {
  const model = await modelOf(toPath(work.scenario), open)
  const started = performance.now()
  const value = await measures[work.measure](work, model)
  return { value, wall: performance.now() - started }
}

const models = new Map<string, Model>()

async function modelOf(path: string, open: OpenModel): Promise<Model> {
  const model = models.get(path) ?? (await open(path))
  models.set(path, model)
  return model
}

const measures = { cpu, 'first-delta': firstDelta, 'open-heap': openHeap, 'retained-heap': retainedHeap }

async function cpu(work: Work, model: Model): Promise<number> {
  const before = process.cpuUsage()
  await repeat(work, () => once(work, model))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / work.times
}

async function firstDelta(work: Work, model: Model): Promise<number> {
  const waits: number[] = []
  await repeat(work, async () => {
    const started = performance.now()
    let wait: number | undefined
    await once(work, model, () => (wait ??= performance.now() - started))
    waits.push((wait ?? 0) * 1_000)
  })
  return waits.toSorted((a, b) => a - b)[waits.length >> 1] ?? 0
}

/** Leaves the streams open: the process is ended while they are. */
async function openHeap(work: Work, model: Model): Promise<number> {
  await openStreams(20, work, model)
  const before = await heap()
  await openStreams(work.times, work, model)
  return ((await heap()) - before) / work.times
}

async function openStreams(count: number, work: Work, model: Model): Promise<void> {
  const opened = Array.from({ length: count }, () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    once(work, model, resolve).catch(reject)
    return promise
  })
  await Promise.all(opened)
}

async function retainedHeap(work: Work, model: Model): Promise<number> {
  await repeat(work, () => once(work, model))
  const before = await heap()
  await repeat(work, () => once(work, model))
  return ((await heap()) - before) / work.times
}

/** Heap and the bytes that it holds on to outside, after everything that can go has gone. */
async function heap(): Promise<number> {
  for (let round = 0; round < 4; round += 1) {
    // What is let go of in a later turn, such as signals and weak references, is let go of.
    await pause(30)
    globalThis.gc?.()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function repeat({ times, concurrency = 1 }: Work, action: () => Promise<void>): Promise<void> {
  let left = times
  const worker = async (): Promise<void> => {
    while (left-- > 0) await action()
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, times) }, worker))
}

async function once(work: Work, model: Model, onText?: () => void): Promise<void> {
  const length = await answerLength(work, model, onText)
  const whole = lengthOf(work.scenario)
  if (length !== whole) throw new Error(`${length} characters came of ${whole} (${toPath(work.scenario)}).`)
}

async function answerLength({ what, messages = 1 }: Work, model: Model, onText?: () => void): Promise<number> {
  const conversation = conversationOf(messages)
  if (what === 'call') return ((await model.call?.(conversation)) ?? '').length
  if (what === 'callTool') return noteOf(await model.callTool?.(conversation)).length
  let length = 0
  await model.stream?.(conversation, (text) => {
    length += text.length
    onText?.()
  })
  return length
}

function noteOf(input: unknown): string {
  return typeof input === 'object' && input !== null && 'note' in input ? String(input.note) : ''
}

const conversations = new Map<number, readonly Message[]>()

function conversationOf(count: number): readonly Message[] {
  const conversation =
    conversations.get(count) ??
    Array.from({ length: count }, (_, index): Message => {
      const last = count - 1 - index
      return {
        role: last % 2 === 0 ? 'user' : 'assistant',
        content: `Message ${index}: what is known of the Collatz conjecture?`,
      }
    })
  conversations.set(count, conversation)
  return conversation
}
