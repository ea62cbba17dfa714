import { setTimeout as sleep } from 'node:timers/promises'
import { AISDKError } from 'ai'
import { describe, expect, it } from 'vitest'
import { EndpointError } from '@azureml-endpoints/core'
import { examine } from './calls/examine.ts'
import { measured } from './calls/measured.ts'
import type { Outcome } from './calls/client-call.ts'
import type { RunReport } from './calls/run-case.ts'
import type { HostileCase } from './hostile-case.ts'
import { judge } from './judge.ts'
import { secretOf } from './search/secret-kinds.ts'

const tried: HostileCase = { group: 'floods', name: 'a case', answer: () => {}, allowance: { heapGrowth: 10 } }
const assignment = {
  run: 1,
  tried: 'a case',
  client: 'core',
  transport: 'fetch',
  operation: 'stream',
  origin: '',
} as const
const calm = { unhandled: [], written: '', polluted: [] }
const quick = { milliseconds: 1, longestBlock: 1, heapGrowth: 0 }
const seen = { requests: 1, leftOpen: 0, elsewhere: 0 }

function verdict(outcome: Partial<Outcome>, more: Parameters<typeof report>[1] = {}): string[] {
  return judge(tried, { ...assignment, ...more.assignment }, report(outcome, more), seen).map(({ kind }) => kind)
}

interface More {
  readonly process?: Partial<typeof calm>
  readonly measurement?: Partial<typeof quick>
  readonly hooks?: readonly unknown[]
  readonly delays?: readonly number[]
  readonly assignment?: { readonly client: 'ai-sdk' }
}

function report(
  outcome: Partial<Outcome>,
  { process, measurement, hooks = [], delays = [], assignment: own }: More,
): RunReport {
  const evidence = { tried, secret: secretOf(1), results: [{ observed: {}, ...outcome }], hooks, delays }
  const looked = examine({ ...evidence, assignment: { ...assignment, ...own }, process: { ...calm, ...process } })
  return { ...looked, ...quick, ...measurement }
}

const circular: Record<string, unknown> = {}
circular['self'] = circular

describe('the rules see', () => {
  it.each<[string, string, Partial<Outcome>, More?]>([
    ['an error of no family', 'raw error', { error: new TypeError('a') }],
    [
      "core's error from the AI SDK",
      'raw error',
      { error: new EndpointError('a') },
      { assignment: { client: 'ai-sdk' } },
    ],
    ['a secret in an error', 'leak', { error: new EndpointError('a', { code: secretOf(1) }) }],
    [
      'a secret that a hook is told',
      'leak',
      { answer: 1 },
      { hooks: [{ url: `https://a.example/?code=${secretOf(1)}` }] },
    ],
    ['a secret in a trace', 'leak', { answer: 1, observed: { spans: [secretOf(1)] } }],
    ['a secret on the console', 'leak', { answer: 1 }, { process: { written: `key: ${secretOf(1)}` } }],
    ['an escape for a terminal', 'control character', { error: new EndpointError('a\u001B[31mb') }],
    ['an escape in a cause', 'control character', { error: new EndpointError('a', { cause: new Error('a\nb') }) }],
    ['an error that cannot be written', 'unserializable error', { error: new EndpointError('a', { body: circular }) }],
    [
      'a rejection that nobody handles',
      'unhandled rejection',
      { answer: 1 },
      { process: { unhandled: [new Error('a')] as never } },
    ],
    [
      'a property of all objects',
      'prototype pollution',
      { answer: 1 },
      { process: { polluted: ['polluted'] as never } },
    ],
    ['a call that takes too long', 'hang', { answer: 1 }, { measurement: { milliseconds: 4000 } }],
    ['a block', 'blocked event loop', { answer: 1 }, { measurement: { longestBlock: 300 } }],
    ['memory', 'memory', { answer: 1 }, { measurement: { heapGrowth: 11 } }],
    ['a wait without an end', 'wait beyond its bound', { answer: 1 }, { delays: [Number.NaN] }],
  ])('%s', (_name, kind, outcome, more) => {
    expect(verdict(outcome, more)).toEqual([kind])
  })

  it('nothing in an answer, and in an error of the family', () => {
    expect(verdict({ answer: { text: 'a' } })).toEqual([])
    expect(verdict({ error: new EndpointError('a') })).toEqual([])
    expect(
      verdict({ error: new AISDKError({ name: 'a', message: 'a' }) }, { assignment: { client: 'ai-sdk' } }),
    ).toEqual([])
  })

  it('a connection left open, a request at another server, and one too many', () => {
    const answered = report({ answer: 1 }, {})
    expect(
      judge(tried, assignment, answered, { requests: 2, leftOpen: 1, elsewhere: 1 }).map(({ kind }) => kind),
    ).toEqual(['redirect followed', 'repeated request', 'open connection'])
  })

  it('a process that says nothing, or dies', () => {
    expect(judge(tried, assignment, { ending: 'hang' }, seen).map(({ kind }) => kind)).toEqual(['hang'])
    expect(judge(tried, assignment, { ending: 'crash', how: '1' }, seen).map(({ kind }) => kind)).toEqual(['crash'])
  })
})

describe('the measurement', () => {
  it('tells for how long nothing else could run', async () => {
    const { measurement } = await measured(false, async () => {
      await sleep(20)
      // The processor time of this thread is what counts: on a busy machine, the loop gets only a part of 120 ms.
      const begun = process.threadCpuUsage()
      // Asked seldom, since asking takes time of the system; from 200 ms on, the result is that of a fast machine.
      while (process.threadCpuUsage(begun).user < 120_000) for (let count = 0; count < 100_000; count += 1);
      return []
    })
    expect(measurement.longestBlock).toBeGreaterThan(80)
  })

  it('tells what was kept in memory', async () => {
    const kept: unknown[] = []
    const { measurement } = await measured(true, async () => {
      for (let round = 0; round < 40; round++) {
        kept.push(Buffer.alloc(2 ** 21, 1))
        await sleep(10)
      }
      return []
    })
    expect(measurement.heapGrowth).toBeGreaterThan(40)
    expect(kept).toHaveLength(40)
  })
})
