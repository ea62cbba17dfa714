// Values on both sides of what kinds of options accept.

export const most = Number.MAX_SAFE_INTEGER
const long = 2 ** 31 - 1

export const texts: Bounds = [['a'], ['', 5, null]]
export const flags: Bounds = [
  [true, false],
  ['true', 0, null],
]
export const delays: Bounds = [
  [0, 0.5, long],
  [-1, long + 1, Number.NaN, '5'],
]
export const statuses: Bounds = [
  [200, 599],
  [199, 600, 200.5, '200'],
]
export const counts: Bounds = [
  [0, most],
  [-1, 0.5, most + 1, null],
]
export const positives: Bounds = [
  [1, most],
  [0, 1.5, most + 1, '1'],
]
export const lists: Bounds = [
  [[], ['a', 'b']],
  ['a', [''], ['a', 5], {}],
]
export const keys: Bounds = [
  ['k', ['k'], ['k', 'l']],
  ['', [], [''], ['k', 5], 5, {}],
]
export const states = ['Creating', 'Deleting', 'Succeeded', 'Failed', 'Updating', 'Canceled']
export const urls: Bounds = [
  ['http://h', 'HTTPS://h/v1'],
  ['h', 'ftp://h', 'http://', '', 5, null],
]

export type Bounds = readonly [accepted: readonly unknown[], rejected: readonly unknown[]]

/** Wraps the values of a field in what surrounds it. */
export function within([accepted, rejected]: Bounds, wrap: (value: unknown) => unknown): Bounds {
  return [accepted.map(wrap), rejected.map(wrap)]
}
