import { fault as checkFault } from './script-checks.ts'
import type { Fault } from '../script/fault.ts'

/** Parses a fault from JSON, or returns what is wrong with it. */
export function parseFault(text: string): Fault | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return `A fault is a JSON object such as {"status":503,"retryAfter":1}, but this is not valid JSON: ${text.slice(0, 200)}`
  }
  return checkFault(value, 'The fault') ?? (value as Fault)
}
