/**
 * Returns the body of a stream of server-sent events. Strings are sent unchanged, anything else as JSON; add `[DONE]` as the
 * last event if the stream ends with it.
 * @example `fakeFetch(sse([{ choices: [{ delta: { content: 'Hi' } }] }, '[DONE]']))`
 */
export function sse(events: readonly unknown[]): string {
  return events.map((event) => `${dataLines(event)}\n\n`).join('')
}

function dataLines(event: unknown): string {
  const data = typeof event === 'string' ? event : JSON.stringify(event)
  return data
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}`)
    .join('\n')
}
