import { valueAt } from './embedded-json.ts'
import { endOfBrackets } from './end-of-value.ts'

/**
 * Returns what an exception says that Python's `repr` printed: `KeyError: a` for `KeyError('a')`, as Python itself reports it,
 * and the fields of `HTTPException(status_code=422, detail='…')`; `undefined` if a text is something else.
 */
export function valueOfException(text: string): unknown {
  const call = text.trim()
  const [start = '', exception = ''] = /^(?:\w+\.)*([A-Z]\w*)\(/.exec(call) ?? []
  if (start === '' || endOfBrackets(call, start.length - 1) !== call.length) return undefined
  const printed = call.slice(start.length, -1).trim()
  const fields = printed.replace(namesAndStrings, (all, name?: string) => (name === undefined ? all : `'${name}':`))
  const message = printed.replace(/^["']/, `$&${exception}: `)
  return valueAt(fields === printed ? `{'message':[${message}]}` : `{${fields}}`, 0)
}

/** The names of arguments, and strings, so that no name is found in one. */
const namesAndStrings = /\b(\w+)=|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/g
