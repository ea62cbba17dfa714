import type { JSONObject, JSONValue } from '@ai-sdk/provider'
import { jsonHazard } from '@azureml-endpoints/core'

/** Returns a value of the endpoint, or `undefined` if it is nested so deeply that serializing it would overflow the stack. */
export function safeJson(value: unknown): JSONValue | undefined {
  return value === undefined || value === null || jsonHazard(value) !== undefined ? undefined : (value as JSONValue)
}

/** The same for an object. */
export function safeJsonObject(value: unknown): JSONObject | undefined {
  return typeof value === 'object' ? (safeJson(value) as JSONObject | undefined) : undefined
}
