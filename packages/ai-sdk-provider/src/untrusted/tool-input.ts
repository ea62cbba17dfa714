import { jsonHazard } from '@azureml-endpoints/core'

/**
 * Returns the arguments of a tool call for `ai`. Unsafe arguments are truncated, so that `ai` reports only this call as invalid:
 * it copies arguments recursively, and the complete answer would fail.
 */
export function toolInput(json: string): string {
  // A shorter text cannot be nested too deeply.
  if (json.length < maxLength || !isUnsafe(json)) return json
  return json.slice(0, maxLength)
}

const maxLength = 400

function isUnsafe(json: string): boolean {
  try {
    return jsonHazard(JSON.parse(json)) !== undefined
  } catch {
    return false
  }
}
