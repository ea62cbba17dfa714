/** JSON values that are not valid in any format. */
export const strangeValues: readonly unknown[] = [
  null,
  true,
  42,
  '',
  'text',
  '<html><body>502 Bad Gateway</body></html>',
  [],
  {},
  [[]],
  [null],
  [{}],
  [42],
  ['text'],
  [{ '0': null }],
  { output: null },
  { output: 42 },
  { choices: [] },
  { choices: null },
  { choices: [null] },
  { choices: [{ message: null, delta: null, text: null }] },
  { choices: [{ message: { content: 42, tool_calls: [null] }, delta: { content: {}, tool_calls: [42] } }] },
  { message: { role: 'assistant', content: null }, usage: 'none' },
  { data: [], id: {}, usage: [], tool_calls: {} },
  { text: null, generated_text: 42, finish_reason: {} },
]

/** Yields copies of a value, each with one part replaced or removed. */
export function* damaged(value: unknown): Generator<unknown, void, undefined> {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    yield without(value, key)
    for (const other of [null, 42, true, 'text', '', [], {}, [null], [{}]]) yield replaced(value, key, other)
    const part = (value as Readonly<Record<string, unknown>>)[key]
    for (const inner of damaged(part)) yield replaced(value, key, inner)
  }
}

/** Returns a copy of a value with a text replaced wherever it occurs. */
export function withText(value: unknown, text: string, other: string): unknown {
  if (value === text) return other
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((part) => withText(part, text, other))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withText(part, text, other)]))
}

/** Returns a copy of a value with the part at a path replaced. */
export function withPart(value: unknown, [key, ...rest]: readonly (string | number)[], part: unknown): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return part
  return replaced(value, String(key), withPart((value as Readonly<Record<string, unknown>>)[key], rest, part))
}

function replaced(value: object, key: string, part: unknown): unknown {
  if (Array.isArray(value)) return value.with(Number(key), part)
  return { ...value, [key]: part }
}

function without(value: object, key: string): unknown {
  if (Array.isArray(value)) return value.toSpliced(Number(key), 1)
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
}
