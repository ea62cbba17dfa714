// Reads the server-sent events of the servers above, in a browser or elsewhere.

/** Sends a conversation, and yields the answer as it arrives. */
export async function* ask(url: string, messages: readonly object[], signal?: AbortSignal): AsyncGenerator<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ messages }),
    signal: signal ?? null,
  })
  if (!response.ok || response.body === null) throw new Error(`The server answered ${response.status}.`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader() // Safari has no `for await` here
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? '' // the next piece may continue it
    for (const line of lines) {
      if (!line.startsWith('data: ')) continue
      const event = JSON.parse(line.slice('data: '.length)) as { text?: string; error?: string }
      if (event.error !== undefined) throw new Error(event.error)
      if (event.text !== undefined) yield event.text
    }
  }
}
