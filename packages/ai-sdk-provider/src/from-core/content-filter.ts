import { isFields, jsonHazard } from '@azureml-endpoints/core'
import type { JSONObject } from '@ai-sdk/provider'

/**
 * Collects the content filter results, which hosts add to answers of any format: `prompt_filter_results` at the top level,
 * `content_filter_results` (or `…_result`) in a choice.
 */
export class ContentFilter {
  #prompt: unknown
  #completion: unknown

  /** Reads the results from a body, a stream event or a list of events. Later results replace earlier ones. */
  read(raw: unknown): void {
    if (Array.isArray(raw)) for (const event of raw as unknown[]) this.read(event)
    if (!isFields(raw)) return
    const { prompt_filter_results: prompt, choices } = raw
    if (prompt !== undefined && prompt !== null) this.#prompt = prompt
    const choice: unknown = Array.isArray(choices) ? choices[0] : undefined
    if (!isFields(choice)) return
    const found = choice['content_filter_results'] ?? choice['content_filter_result']
    if (isFields(found) && Object.keys(found).length > 0) this.#completion = found
  }

  /** The results, or `undefined` if there are none. */
  get found(): JSONObject | undefined {
    const found: { prompt?: unknown; completion?: unknown } = {}
    if (isShown(this.#prompt)) found.prompt = this.#prompt
    if (isShown(this.#completion)) found.completion = this.#completion
    return 'prompt' in found || 'completion' in found ? (found as JSONObject) : undefined
  }
}

function isShown(finding: unknown): boolean {
  return finding !== undefined && jsonHazard(finding) === undefined
}
