import { ConfigurationError } from './configuration-error.ts'
import { isRecord } from '../json/fields.ts'

/** Checks an optional setting that holds fields, before any request. The message does not show them, since one may be a key. */
export function checkRecord(setting: string, given: unknown, content: string): void {
  if (given === undefined || isRecord(given)) return
  throw new ConfigurationError(`\`${setting}\` must be a plain object of ${content}.`, { setting })
}

/** Checks the body parameters of a client or a call. */
export function checkModelKwargs(given: unknown): void {
  checkRecord('modelKwargs', given, 'body parameters')
}
