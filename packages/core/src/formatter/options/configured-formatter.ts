import { ConfigurationError } from '../../errors/configuration-error.ts'
import type { ContentFormatterBase } from '../formatter.ts'

/** A formatter, or its class. */
type FormatterSetting = ContentFormatterBase | (new () => ContentFormatterBase)

/**
 * Creates a formatter with options that were set on an adapter; without any, returns it as it is. For adapters.
 * @throws ConfigurationError if the formatter is an instance, or does not read one of the options, which would be dropped.
 */
export function configuredFormatter(formatter: FormatterSetting, options: object): FormatterSetting {
  const names = Object.keys(options)
  const [first] = names
  if (first === undefined) return formatter
  if (typeof formatter !== 'function') throw instanceError(formatter, first)
  const unread = new Set(names)
  const observed = {}
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    const get = (): unknown => {
      unread.delete(name)
      return value
    }
    Object.defineProperty(observed, name, { enumerable: true, get })
  }
  const instance = new (formatter as new (options: object) => ContentFormatterBase)(observed)
  const [setting] = unread
  if (setting === undefined) return instance
  throw new ConfigurationError(`The formatter ${formatter.name} has no option \`${setting}\`. Leave it out.`, {
    setting,
  })
}

function instanceError(formatter: ContentFormatterBase, setting: string): ConfigurationError {
  const { name } = formatter.constructor
  return new ConfigurationError(
    `\`${setting}\` is an option of the content formatter, but \`contentFormatter\` is an instance. Pass it there: new ${name}({ ${setting}: … }).`,
    { setting },
  )
}
