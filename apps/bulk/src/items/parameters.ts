import { type ConfigurationError, rejectUnknownNames, type Fields, isFields } from '@azureml-endpoints/core'
import { shown, withoutNulls, wrong } from './fields.ts'

/**
 * The fields of an operation's body: those that core has a name for, those that are sent unchanged, and those that are converted
 * separately.
 */
export interface BodyNames {
  /** Body name → core's name. */
  readonly named: Readonly<Record<string, string>>
  /** Parameters that core has no name for; they are sent unchanged. */
  readonly passed: readonly string[]
  /** Fields that the operation converts itself. */
  readonly converted: readonly string[]
}

/** Converts the parameters of a body to core's names, and rejects unknown ones. */
export function toParameters(body: Fields, names: BodyNames): Record<string, unknown> {
  const fields = withoutNulls(body)
  const known = new Set([...Object.keys(names.named), ...names.passed, ...names.converted, 'model_kwargs'])
  rejectUnknownNames(fields, known, 'body')
  const request: Record<string, unknown> = {}
  const kwargs: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const named = names.named[name]
    if (named !== undefined && named in request && request[named] !== value) throw twice(names, named)
    if (named !== undefined) request[named] = value
    else if (names.passed.includes(name)) kwargs[name] = value
  }
  const extra = fields['model_kwargs'] ?? {}
  if (!isFields(extra)) throw wrong('body.model_kwargs', `is ${shown(extra)}; it must be an object of body parameters`)
  const modelKwargs = { ...kwargs, ...extra }
  return Object.keys(modelKwargs).length > 0 ? { ...request, modelKwargs } : request
}

/** Returns how core's parameters are called in a body; of several names, the first. */
export function namesInBody({ named }: BodyNames): Record<string, string> {
  const pairs = Object.entries(named).map(([name, parameter]) => [parameter, name] as const)
  return Object.fromEntries(pairs.toReversed())
}

function twice({ named }: BodyNames, parameter: string): ConfigurationError {
  const synonyms = Object.keys(named).filter((name) => named[name] === parameter)
  return wrong(`body.${synonyms[0]}`, `and \`${synonyms[1]}\` are the same parameter with two values; leave one out`)
}
