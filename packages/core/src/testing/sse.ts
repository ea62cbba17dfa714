/**
 * Writes the body of a stream of server-sent events. A string is sent as it is, anything else as JSON; a stream that ends with
 * `[DONE]` has it as its last event.
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
