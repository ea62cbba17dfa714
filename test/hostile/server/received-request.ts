import type { Socket } from 'node:net'

/** A request as it came over the wire. */
export interface ReceivedRequest {
  /** The path with its query. */
  readonly target: string
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The body, where it is JSON. */
  readonly json: unknown
  /** Whether the body or the client's `accept` asks for a stream. */
  readonly stream: boolean
}

/** Reads the requests of one connection, one after the other. */
export function readRequests(socket: Socket, take: (request: ReceivedRequest) => void): void {
  let received: Buffer = Buffer.alloc(0)
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes])
    for (let end = endOfRequest(received); end !== undefined; end = endOfRequest(received)) {
      const request = received.subarray(0, end)
      received = received.subarray(end)
      take(parseRequest(request))
    }
  })
}

function endOfRequest(bytes: Buffer): number | undefined {
  const head = bytes.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const length = Number(/^content-length: *(\d+)/im.exec(bytes.subarray(0, head).toString('latin1'))?.[1] ?? 0)
  const end = head + 4 + length
  return bytes.length < end ? undefined : end
}

function parseRequest(bytes: Buffer): ReceivedRequest {
  const head = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, head).toString('latin1').split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const json = parsed(bytes.subarray(head + 4).toString())
  const asked = typeof json === 'object' && json !== null && 'stream' in json && json.stream === true
  const accepts = headers['accept']?.startsWith('text/event-stream') ?? false
  return { target: first.split(' ')[1] ?? '', headers, json, stream: asked || accepts }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
