import { describe, expect, it } from 'vitest'
import { type EndpointEmulatorOptions, createEndpointEmulator } from '../src/index.ts'
import {
  type Bounds,
  counts,
  delays,
  flags,
  keys,
  lists,
  most,
  positives,
  states,
  texts,
  urls,
} from './option-bounds.ts'
import { faults, replies } from './script-bounds.ts'

// Each option with values on both sides of what it accepts.

const model: Readonly<Record<string, Bounds>> = {
  model: texts,
  modelId: texts,
  upstream: [
    [...urls[0], { url: 'http://h', apiKey: 'k', model: 'm', headers: { a: 'b' } }],
    [
      ...urls[1],
      {},
      { url: 'h' },
      { url: 'http://h', apiKey: 'a\n' },
      { url: 'http://h', model: '' },
      { url: 'http://h', headers: 5 },
    ],
  ],
  reasoning: [
    ['off', 'field', 'tags'],
    ['', true, null],
  ],
  conversationRules: [
    ['mistral', 'deepseek'],
    ['', 'llama'],
  ],
  seed: [
    [-most, most, 0.5],
    [most + 1, -most - 1, '1'],
  ],
  latencyMs: delays,
  requestTimeoutMs: delays,
}

const options: Readonly<Record<string, Bounds>> = {
  ...model,
  apiKey: keys,
  auth: [
    [{}, ...['key', 'aml_token', 'aad_token', 'none'].map((mode) => ({ mode })), { accept: 'k', expired: [] }],
    [5, { mode: '' }, { accept: '' }, { expired: 'a' }, { expired: [''] }],
  ],
  provisioningState: [states, ['', 'creating']],
  deployments: [
    [[{ name: 'a' }, { name: 'b', traffic: 0, state: 'ready' }, { name: 'c', traffic: Infinity, state: 'not-ready' }]],
    [
      [],
      {},
      [{}],
      [{ name: '' }],
      [{ name: 'a\n' }],
      [{ name: 'a' }, { name: 'b' }, { name: 'a' }],
      [{ name: 'a', traffic: -1 }],
      [{ name: 'a', state: '' }],
      [{ name: 'a', provisioningState: '' }],
      [{ name: 'a', faults: [] }],
    ],
  ],
  randomFaults: [
    [{}, { rate: 0, seed: -most }, { rate: 1, faults: [] }],
    [{ rate: -0.1 }, { rate: 1.1 }, { seed: most + 1 }, { faults: [5] }, 5],
  ],
  maxConcurrentRequestsPerInstance: positives,
  instanceCount: positives,
  requestsPerSecond: [
    [0, Infinity],
    [-1, '1'],
  ],
  extraParameters: [
    ['error', 'drop', 'pass-through'],
    ['', 'allow'],
  ],
  unsupportedParameters: lists,
  contentFilter: [
    [{}, { prompt: ['a'], completion: [] }],
    [{ prompt: 'a' }, { completion: [''] }, 5],
  ],
  streamHabits: [
    ['last-chunk', 'when-asked', 'null-until-last', 'every-chunk', 'never'].map((usage) => ({ usage })),
    [
      { usage: '' },
      ...['emptyFirstChoices', 'done', 'burst', 'nullRole'].map((name) => ({ [name]: 1 })),
      { lineBreak: ' ' },
    ],
  ],
  flowStreams: flags,
  flowOutputs: [
    [{}, { a: 1 }],
    [5, []],
  ],
  embeddingDimensions: [
    [1, 8_192],
    [0, 8_193, 1.5],
  ],
  host: texts,
  port: [
    [0, 65_535],
    [-1, 65_536, 0.5, '80'],
  ],
  maxRequestBytes: positives,
  maxRecordedRequests: counts,
  onAnswer: [[() => undefined], ['log', null]],
  image: [
    ['classic', 'foundation', 'huggingface', 'score-script', 'serverless', 'foundry', 'prompt-flow'],
    ['', 'gpt', null],
  ],
  workspace: [
    [
      {},
      {
        subscriptionId: 's',
        resourceGroupName: 'g',
        workspaceName: 'w',
        endpointName: 'e',
        accept: 'k',
        deniedActions: [],
        tokenSeconds: 1,
        pageSize: 1,
        faults: [],
      },
    ],
    [
      5,
      ...['subscriptionId', 'resourceGroupName', 'workspaceName', 'endpointName', 'accept'].map((name) => ({
        [name]: '',
      })),
      { deniedActions: 'a' },
      { tokenSeconds: 0 },
      { pageSize: 0.5 },
      { faults: {} },
    ],
  ],
  endpoints: [
    [[], [{ name: 'a' }, { name: 'b', image: 'classic', edge: false }]],
    [
      {},
      [{}],
      [{ name: '' }],
      [{ name: 'a', host: 'h' }],
      [{ name: 'a', edge: true }],
      [{ name: 'a', script: {} }],
      [{ name: '1a' }],
      [{ name: 'a b' }],
      [{ name: 'a' }, { name: 'a' }],
    ],
  ],
  faults: [
    [() => undefined, ...faults.flatMap(([accepted]) => accepted.map((one) => [one]))],
    [5, 'a', ...faults.flatMap(([, rejected]) => rejected.map((one) => [one]))],
  ],
  replies: [
    replies.flatMap(([accepted]) => accepted.map((one) => [one])),
    [5, 'a', ...replies.flatMap(([, rejected]) => rejected.map((one) => [one]))],
  ],
}

const scripts: Bounds = [
  [{}, { input: 'text' }, { input: 'request' }, { sample: {}, optional: [], output: null, timeoutMs: 0 }],
  [5, { input: '' }, { sample: [] }, { optional: 'a' }, { optional: [''] }, { timeoutMs: -1 }],
]

interface Case {
  readonly name: string
  readonly bounds: Bounds
  readonly others?: EndpointEmulatorOptions
}

const cases: readonly Case[] = [
  ...Object.entries(options).map(([name, bounds]) => ({ name, bounds })),
  { name: 'script', bounds: scripts, others: { image: 'score-script' } },
  { name: 'edge', bounds: flags, others: { image: 'classic' } },
  { name: 'edge', bounds: [[], [true, false]], others: { image: 'serverless' } },
  { name: 'script', bounds: [[], [{}]], others: { image: 'classic' } },
]

describe('an option', () => {
  it.each(cases)('$name accepts what it says', ({ name, bounds: [accepted], others }) => {
    for (const value of [undefined, ...accepted]) {
      expect(messageOf({ ...others, [name]: value })).toBe('accepted')
    }
  })

  it('is rejected with a whole message that says why', async () => {
    const messages = cases.flatMap(({ name, bounds: [, rejected], others }) =>
      rejected.map((value) => messageOf({ ...others, [name]: value })),
    )
    expect(messages).not.toContain('accepted')
    const unknown = [{ iamge: 'a' }, { xyz: 1 }, [], 'a', null].map(messageOf)
    const text = [...messages, ...unknown].map((one) => `${one}\n`).join('')
    await expect(text).toMatchFileSnapshot('fixtures/messages/options.txt')
  })
})

/** Returns why the options are rejected. */
function messageOf(given: unknown): string {
  try {
    createEndpointEmulator(given as EndpointEmulatorOptions)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'accepted'
}
