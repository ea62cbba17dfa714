import { setTimeout as pause } from 'node:timers/promises'
import type { Message, Model } from '../rows/row.ts'
import { lengthOf, toPath } from '../server/scenario.ts'
import type { Measurement, Workload } from './workload.ts'

/** Creates the row's client for a scenario. */
export type OpenModel = (path: string) => Model | Promise<Model>

/** Runs a workload, checks every response, and measures the cost. */
export async function measure(workload: Workload, open: OpenModel): Promise<Measurement> {
  const model = await modelOf(toPath(workload.scenario), open)
  if (workload.leadIn) await repeat({ ...workload, times: workload.leadIn }, () => once(workload, model))
  const before = process.cpuUsage()
  const value = await measures[workload.measure](workload, model)
  const { user, system } = process.cpuUsage(before)
  return { value, cpu: (user + system) / 1_000 }
}

const models = new Map<string, Model>()

async function modelOf(path: string, open: OpenModel): Promise<Model> {
  const model = models.get(path) ?? (await open(path))
  models.set(path, model)
  return model
}

const measures = { cpu, 'first-delta': firstDelta, 'open-heap': openHeap, 'retained-heap': retainedHeap }

async function cpu(workload: Workload, model: Model): Promise<number> {
  const before = process.cpuUsage()
  await repeat(workload, () => once(workload, model))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / workload.times
}

async function firstDelta(workload: Workload, model: Model): Promise<number> {
  const waits: number[] = []
  await repeat(workload, async () => {
    const started = performance.now()
    let wait: number | undefined
    await once(workload, model, () => (wait ??= performance.now() - started))
    waits.push((wait ?? 0) * 1_000)
  })
  return waits.toSorted((a, b) => a - b)[waits.length >> 1] ?? 0
}

/** Leaves the streams open; the process exits before they end. */
async function openHeap(workload: Workload, model: Model): Promise<number> {
  // The code that V8 compiles for the first streams is not theirs: it added up to 1 kB to each.
  await openStreams(500, workload, model)
  const before = await heap()
  await openStreams(workload.times, workload, model)
  return ((await heap()) - before) / workload.times
}

async function openStreams(count: number, workload: Workload, model: Model): Promise<void> {
  const opened = Array.from({ length: count }, () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    once(workload, model, resolve).catch(reject)
    return promise
  })
  await Promise.all(opened)
}

async function retainedHeap(workload: Workload, model: Model): Promise<number> {
  await repeat(workload, () => once(workload, model))
  const before = await heap()
  await repeat(workload, () => once(workload, model))
  return ((await heap()) - before) / workload.times
}

/** Heap and external memory after garbage collection. */
async function heap(): Promise<number> {
  for (let round = 0; round < 4; round += 1) {
    // Several rounds, because some objects, such as signals and weak references, are released only in a later turn.
    await pause(30)
    globalThis.gc?.()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function repeat({ times, concurrency = 1 }: Workload, action: () => Promise<void>): Promise<void> {
  let left = times
  const worker = async (): Promise<void> => {
    while (left-- > 0) await action()
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, times) }, worker))
}

async function once(workload: Workload, model: Model, onText?: () => void): Promise<void> {
  const length = await answerLength(workload, model, onText)
  const whole = lengthOf(workload.scenario)
  if (length !== whole) throw new Error(`Received ${length} of ${whole} characters (${toPath(workload.scenario)}).`)
}

async function answerLength({ what, messages = 1 }: Workload, model: Model, onText?: () => void): Promise<number> {
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
