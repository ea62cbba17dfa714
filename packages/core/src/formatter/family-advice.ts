import { isFields, type ModelFamily, modelFamilies } from './model-families.ts'

/** Returns the format that an answer is in; `undefined` if it is none of those known. */
function familyOfAnswer(body: unknown): ModelFamily | undefined {
  const first = Array.isArray(body) ? innermost(body) : body
  if (Array.isArray(body) && typeof first === 'string')
    return modelFamilies.find(({ formatters }) => formatters.includes('mlflow'))
  return isFields(first) ? modelFamilies.find((family) => family.looksLike?.(first)) : undefined
}

/** Returns the format that a route speaks. */
function familyOfRoute({ pathname }: URL): ModelFamily | undefined {
  const path = pathname.replace(/\/$/, '')
  return modelFamilies.find(({ route }) => route?.test(path))
}

/** Says which formatter or URL reads an answer; `undefined` if the format is unknown or the formatter's own. */
export function adviceForAnswer(body: unknown, formatter: string): string | undefined {
  const family = familyOfAnswer(body)
  return family === undefined || family.formatters.includes(formatter)
    ? undefined
    : `This looks like ${family.what}. ${family.advice}`
}

/** Says which formatter a route needs that only one format uses, as `adviceForRoute` does. */
export function adviceForOwnRoute(url: URL, formatter: string): string | undefined {
  return familyOfRoute(url)?.isShared === true ? undefined : adviceForRoute(url, formatter)
}

/** Says which formatter a route needs; `undefined` if it is unknown, or if the formatter is a stranger or the right one. */
export function adviceForRoute(url: URL, formatter: string): string | undefined {
  const family = familyOfRoute(url)
  const isOurs = modelFamilies.some(({ formatters }) => formatters.includes(formatter))
  return family === undefined || !isOurs || family.formatters.length === 0 || family.formatters.includes(formatter)
    ? undefined
    : `The route ${url.pathname} speaks another format than the formatter "${formatter}". ${family.advice}`
}

/** Goes into lists of lists, which some text-generation servers send. */
function innermost(list: readonly unknown[]): unknown {
  let first: unknown = list
  for (let depth = 0; depth < 4 && Array.isArray(first); depth++) first = first[0]
  return first
}
