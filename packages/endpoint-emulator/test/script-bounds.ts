import { type Bounds, counts, delays, flags, positives, statuses, within } from './option-bounds.ts'

const raw = (wrap: (value: unknown) => unknown): Bounds[] => [
  within(statuses, (status) => wrap({ status })),
  within(
    [
      [{}, { a: 'b' }],
      [{ a: 5 }, { a: 'b\n' }, { 'a b': 'c' }, 'a', []],
    ],
    (headers) => wrap({ headers }),
  ),
  within(
    [
      [
        '',
        'a',
        new Uint8Array(1),
        [],
        ['a', new Uint8Array(1), { delayMs: 0 }, { reset: true }, { stall: true }],
        { json: 0 },
      ],
      [5, null, {}, [5], [{ delayMs: -1 }], [{ reset: false }], [{ stall: 1 }], [{}], { json: 1, text: 'a' }],
    ],
    (body) => wrap({ body }),
  ),
  [[], [wrap({ boddy: 'a' }), wrap('a')]],
]

/** Faults, valid and invalid. */
export const faults: readonly Bounds[] = [
  within(statuses, (status) => ({ status })),
  within(statuses, (modelStatus) => ({ modelStatus })),
  within(
    [
      [0, Infinity, 'Fri, 01 Jan 2027 00:00:00 GMT'],
      [-1, 'a\n', null],
    ],
    (retryAfter) => ({ retryAfter }),
  ),
  within(delays, (firstByteDelayMs) => ({ firstByteDelayMs })),
  within(delays, (bodyDelayMs) => ({ bodyDelayMs })),
  within(positives, (bytes) => ({ trickle: { bytes, delayMs: 0 } })),
  within(delays, (delayMs) => ({ trickle: { bytes: 1, delayMs } })),
  within([[], [{}, { bytes: 1 }, { delayMs: 1 }, 5]], (trickle) => ({ trickle })),
  within(counts, (stallAtByte) => ({ stallAtByte })),
  within(counts, (endAtByte) => ({ endAtByte })),
  within(counts, (atByte) => ({ reset: { atByte } })),
  within(
    [
      ['before-headers', 'after-headers'],
      ['before', {}, true],
    ],
    (reset) => ({ reset }),
  ),
  within(counts, (afterEvents) => ({ insert: { afterEvents, text: '' } })),
  within([[], [{}, { text: 'a' }, { afterEvents: 0 }, { afterEvents: 0, text: 5 }]], (insert) => ({ insert })),
  within(
    [
      [0, 1, Infinity],
      [-1, 0.5, '1'],
    ],
    (times) => ({ times }),
  ),
  within(
    [
      [{}, () => true, { method: 'a', path: /a/, text: 'a', model: '', deployment: '', endpoint: '', stream: false }],
      [
        'a',
        { method: /a/ },
        { path: 5 },
        { model: /a/ },
        { deployment: 5 },
        { endpoint: 5 },
        { stream: 1 },
        { paht: 'a' },
      ],
    ],
    (when) => ({ when }),
  ),
  within([[{ a: /b/, c: 'd' }], [{ a: 5 }, 'a']], (headers) => ({ when: { headers } })),
  within([[{ a: 5 }], [5, []]], (body) => ({ when: { body } })),
  [
    [{}, { body: null }, { headers: {} }],
    [5, null, { headers: { a: 5 } }, { satus: 5 }, { status: 500, modelStatus: 500 }],
  ],
]

/** Replies, valid and invalid. */
export const replies: readonly Bounds[] = [
  [
    [
      '',
      () => undefined,
      {},
      { text: '' },
      { pieces: [] },
      { toolCalls: [] },
      { returns: undefined },
      { prerender: false },
    ],
    [5, null, [], { text: 5 }, { pieces: 'a' }, { pieces: [5] }, { reasoning: 5 }, { finishReason: 5 }, { model: 5 }],
  ],
  within(
    [
      [{ name: 'f' }, { id: '', name: 'f', arguments: null }],
      [{}, { name: '' }, { id: 5, name: 'f' }],
    ],
    (call) => ({
      toolCalls: [call],
    }),
  ),
  within(counts, (inputTokens) => ({ usage: { inputTokens, outputTokens: 0 } })),
  within(counts, (outputTokens) => ({ usage: { inputTokens: 0, outputTokens } })),
  within([[], [{}, { inputTokens: 1 }, { outputTokens: 1 }]], (usage) => ({ usage })),
  within(
    [
      [[], [0, -1.5]],
      [5, ['a'], [Infinity]],
    ],
    (embedding) => ({ embedding }),
  ),
  within(flags, (prerender) => ({ prerender })),
  within(delays, (latencyMs) => ({ latencyMs })),
  within(
    [
      ['sys.exit', 'process'],
      ['', null],
    ],
    (exits) => ({ exits }),
  ),
  within(statuses, (status) => ({ error: { status } })),
  within(
    [
      [{}, { code: '', message: '', body: null }],
      [{ code: 5 }, { message: 5 }, { mesage: 'a' }, 5],
    ],
    (error) => ({ error }),
  ),
  within(
    [
      [1, 1.5, Infinity],
      [0.5, 0, '1'],
    ],
    (eventsPerWrite) => ({ pace: { eventsPerWrite } }),
  ),
  within(positives, (bytesPerWrite) => ({ pace: { bytesPerWrite } })),
  within(delays, (delayMs) => ({ pace: { delayMs } })),
  ...raw((value) => ({ raw: value })),
  ...raw((value) => ({ response: value })),
  within([[{}, { status: 503 }], [{ status: 5 }]], (fault) => ({ fault })),
  [
    [{ text: 'a', pieces: ['a'], reasoning: 'b', toolCalls: [], finishReason: 'stop' }],
    ['text', 'pieces', 'reasoning', 'toolCalls', 'finishReason', 'error', 'returns', 'response', 'exits', 'raw'].map(
      (name) => ({
        embedding: [1],
        [name]:
          name === 'pieces' || name === 'toolCalls'
            ? []
            : name === 'exits'
              ? 'process'
              : ({ error: {}, raw: {}, response: {} }[name] ?? 'a'),
      }),
    ),
  ],
]
