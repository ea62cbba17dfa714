import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** The response to bytes sent over a socket; `status` is `undefined` if the connection was closed without one. */
export interface RawAnswer {
  readonly status: number | undefined
  readonly text: string
}

/** Where to send bytes, and how long to wait for an answer. */
export interface RawTarget {
  readonly port: number
  readonly host?: string
  readonly timeoutMs?: number
  /** Milliseconds between two pieces; what arrives is read after the last one only. @default all are sent at once */
  readonly pauseMs?: number | undefined
}

/** Sends bytes unchanged, piece by piece, and reads until the first response is complete or the connection is closed. */
export function sendRaw(target: RawTarget, ...pieces: readonly (string | Buffer)[]): Promise<RawAnswer> {
  const { port, host = '127.0.0.1', timeoutMs = 10_000, pauseMs } = target
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    let text = ''
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`No answer within ${timeoutMs} ms; so far ${JSON.stringify(text.slice(0, 200))}.`))
    }, timeoutMs)
    const end = (): void => {
      clearTimeout(timer)
      socket.destroy()
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
      resolve({ status: status === undefined ? undefined : Number(status), text })
    }
    socket.on('error', end).on('close', end)
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1')
      if (isWhole(text.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, ''))) end()
    })
    if (pauseMs === undefined) for (const piece of pieces) socket.write(piece)
    else void sendSlowly(socket.pause(), pieces, pauseMs)
  })
}

/** Sends a chunked body that never ends, one piece after the other, and reads until the server closes the connection. */
export function sendEndlessly(target: RawTarget, head: string, piece: string): Promise<string> {
  const { port, host = '127.0.0.1', timeoutMs = 30_000, pauseMs = 20 } = target
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    const chunk = `${piece.length.toString(16)}\r\n${piece}\r\n`
    let text = ''
    socket.write(head)
    const sending = setInterval(() => socket.write(chunk), pauseMs)
    const timer = setTimeout(() => {
      reject(new Error(`The connection is open after ${timeoutMs} ms; so far ${JSON.stringify(text.slice(0, 200))}.`))
      socket.destroy()
    }, timeoutMs)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => (text += bytes.toString('latin1')))
    socket.on('close', () => {
      clearInterval(sending)
      clearTimeout(timer)
      resolve(text)
    })
  })
}

async function sendSlowly(socket: Socket, pieces: readonly (string | Buffer)[], pauseMs: number): Promise<void> {
  for (const piece of pieces) {
    socket.write(piece)
    await pause(pauseMs)
  }
  socket.resume()
}

/** Tells whether a response is complete, or is a stream that has started. */
function isWhole(text: string): boolean {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  if (rest.length === 0) return false
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  return length === undefined || rest.join('\r\n\r\n').length >= Number(length)
}
