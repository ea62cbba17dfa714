/** Posts JSON, or a string unchanged, with a key. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** A question as chat messages. */
export function asking(text: string): { role: string; content: string }[] {
  return [{ role: 'user', content: text }]
}

/** Parses the JSON data of server-sent events, without `[DONE]`. */
export async function readEvents(response: Response): Promise<Record<string, unknown>[]> {
  const lines = (await response.text()).split(/\r\n|\r|\n/)
  const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6))
  return data.filter((one) => one !== '[DONE]').map((one) => JSON.parse(one) as Record<string, unknown>)
}

/** Collects the values of an async iterable. */
export async function gather<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const gathered: Item[] = []
  for await (const item of items) gathered.push(item)
  return gathered
}
