import { jsonHazard } from './untrusted-json.ts'

/**
 * Gives the arguments of a tool call as `ai` takes them. Arguments that are nested too deeply are cut, so that `ai` finds the call
 * invalid, as it does with any that are no JSON: it copies the values of a call by recursion, and the whole answer would fail.
 */
export function toolInput(json: string): string {
  // Shorter than any that could be nested too deeply.
  if (json.length < 400 || !isTooDeep(json)) return json
  return json.slice(0, 400)
}

function isTooDeep(json: string): boolean {
  try {
    return jsonHazard(JSON.parse(json)) !== undefined
  } catch {
    return false
  }
}
