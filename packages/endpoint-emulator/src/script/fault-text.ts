import { isObject } from '../json-value.ts'
import type { Fault } from './fault.ts'

/** Reads a fault written as JSON, or says what is wrong with it. */
export function readFault(text: string): Fault | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return `A fault is a JSON object such as {"status":503,"retryAfter":1}, but this is no JSON: ${text}`
  }
  if (!isObject(value))
    return `A fault is a JSON object such as {"status":503,"retryAfter":1}, but this is none: ${text}`
  const unknown = Object.keys(value).find((name) => !(name in checks))
  if (unknown !== undefined) return `A fault has no "${unknown}". It may have ${Object.keys(checks).join(', ')}.`
  const bad = Object.entries(value).find(([name, given]) => !checks[name]?.(given))
  return bad ? `The fault's ${bad[0]} cannot be ${JSON.stringify(bad[1])}.` : value
}

type Check = (value: unknown) => boolean

const count: Check = (value) => Number.isInteger(value) && Number(value) >= 0
const status: Check = (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599
const object: Check = (value) => isObject(value)

const checks: Readonly<Record<string, Check>> = {
  when: object,
  times: count,
  status,
  modelStatus: status,
  body: () => true,
  headers: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
  retryAfter: (value) => typeof value === 'number' || typeof value === 'string',
  firstByteDelayMs: count,
  bodyDelayMs: count,
  trickle: (value) => isObject(value) && count(value['bytes']) && count(value['delayMs']),
  stallAtByte: count,
  reset: (value) =>
    value === 'before-headers' || value === 'after-headers' || (isObject(value) && count(value['atByte'])),
  endAtByte: count,
  insert: (value) => isObject(value) && count(value['afterEvents']) && typeof value['text'] === 'string',
}
