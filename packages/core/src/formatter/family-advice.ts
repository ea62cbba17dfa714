import { isFields } from '../json/fields.ts'
import { type ModelFamily, modelFamilies } from './model-families.ts'
import { adviceAmong } from './own-routes.ts'

/** Returns the format that an answer is in; `undefined` if it is none of those known. */
function familyOfAnswer(body: unknown): ModelFamily | undefined {
  const first = Array.isArray(body) ? innermost(body) : body
  if (Array.isArray(body) && typeof first === 'string')
    return modelFamilies.find(({ formatters }) => formatters.includes('mlflow'))
  return isFields(first) ? modelFamilies.find((family) => family.looksLike?.(first)) : undefined
}

/** Says what to do about an answer that a formatter rejected. */
export function adviceForRejection(body: unknown, formatter: string): string {
  if (typeof body === 'string' && /^\s*<(!doctype|html)/i.test(body)) {
    return 'The endpoint returned a web page: check the URL, and any proxy or sign-in page in between. The page is in `payload`.'
  }
  const family = adviceForAnswer(body, formatter)
  return family === undefined
    ? 'If this answer is correct for the deployment, pass another `contentFormatter`; the answer is in `payload`.'
    : `${family} The answer is in \`payload\`.`
}

/** Says which formatter or URL reads an answer; `undefined` if the format is unknown or the formatter's own. */
function adviceForAnswer(body: unknown, formatter: string): string | undefined {
  const family = familyOfAnswer(body)
  return family === undefined || family.formatters.includes(formatter)
    ? undefined
    : `This looks like ${family.what}. ${family.advice}`
}

/** Returns the advice for a route that needs another formatter; `undefined` if the route or the formatter is unknown. */
export function adviceForRoute(url: URL, formatter: string): string | undefined {
  return adviceAmong(modelFamilies, url, formatter)
}

/** Goes into lists of lists, which some text-generation servers send. */
function innermost(list: readonly unknown[]): unknown {
  let first: unknown = list
  for (let depth = 0; depth < 4 && Array.isArray(first); depth++) first = first[0]
  return first
}
