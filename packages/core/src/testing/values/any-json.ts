/** JSON values in no format at all. */
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

/** Gives a value with each of its parts replaced by something else or taken away, one at a time. */
export function* damaged(value: unknown): Generator<unknown, void, undefined> {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    yield without(value, key)
    for (const other of [null, 42, true, 'text', '', [], {}, [null], [{}]]) yield replaced(value, key, other)
    const part = (value as Readonly<Record<string, unknown>>)[key]
    for (const inner of damaged(part)) yield replaced(value, key, inner)
  }
}

/** Gives a value in which a text is another one, wherever it stands. */
export function withText(value: unknown, text: string, other: string): unknown {
  if (value === text) return other
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((part) => withText(part, text, other))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withText(part, text, other)]))
}

/** Gives a value with another part at the end of a path. */
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
