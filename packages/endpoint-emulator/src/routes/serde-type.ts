/** The types of fields, in the words of serde, with which servers written in Rust parse JSON. */
export type SerdeType = keyof typeof accepts

const accepts = {
  i32: (value: unknown) => isIntegerWithin(value, -(2 ** 31), 2 ** 31 - 1),
  u32: (value: unknown) => isIntegerWithin(value, 0, 2 ** 32 - 1),
  u64: (value: unknown) => isIntegerWithin(value, 0, Infinity),
  usize: (value: unknown) => isIntegerWithin(value, 0, Infinity),
  f32: (value: unknown) => typeof value === 'number',
  'a boolean': (value: unknown) => typeof value === 'boolean',
  'a string': (value: unknown) => typeof value === 'string',
  'a sequence': (value: unknown) => Array.isArray(value),
}

/** Says what is wrong with a value that is not of a type. */
export function findTypeProblem(value: unknown, type: SerdeType): string | undefined {
  if (accepts[type](value)) return undefined
  // Only an integer that does not fit is a wrong value.
  const isOutside = Number.isInteger(value) && /^[iu]/.test(type)
  return `invalid ${isOutside ? 'value' : 'type'}: ${typeName(value)}, expected ${type}`
}

/** The name of a value. */
export function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'sequence'
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`
  if (typeof value === 'boolean') return `boolean \`${value}\``
  if (typeof value === 'number') return `${Number.isInteger(value) ? 'integer' : 'floating point'} \`${value}\``
  return value === null ? 'null' : 'map'
}

function isIntegerWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
}
