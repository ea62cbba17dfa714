import { ConfigurationError } from '../errors/configuration-error.ts'
import { printable } from '../errors/printable.ts'
import { jsonPreview } from '../json/json-shape.ts'

/** Checks a number of milliseconds; `Infinity` means no limit. */
export function milliseconds(setting: string, value: unknown): number {
  if (typeof value === 'number' && value > 0) return value
  throw new ConfigurationError(
    `\`${setting}\` is ${shownSetting(value)}; it must be a number of milliseconds above 0, or Infinity for no limit.`,
    { setting },
  )
}

/** Checks a number of retries. */
export function retryCount(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new ConfigurationError(`\`maxRetries\` is ${shownSetting(value)}; it must be a whole number, 0 or more.`, {
    setting: 'maxRetries',
  })
}

/** Describes the wrong value of a setting. A long text is not shown: it may be the key, passed by mistake. */
export function shownSetting(value: unknown): string {
  const isLong = typeof value === 'string' && value.length > 30
  return isLong ? `a text of ${value.length} characters` : printable(jsonPreview(value, 50))
}
