import type { Socket } from 'node:net'

const text = JSON.stringify({ choices: [{ message: { content: 'a'.repeat(900) }, finish_reason: 'stop' }] })
const head = (...headers: string[]): string => `${['HTTP/1.1 200 OK', ...headers].join('\r\n')}\r\n\r\n`
const chunk = (data: string): string => `${Buffer.byteLength(data).toString(16)}\r\n${data}\r\n`
const event = (data: string): string => chunk(`data: ${data}\n\n`)

/** What is written, one after the other. */
export const forms: Readonly<Record<string, readonly string[]>> = {
  'of a known length': [head(`Content-Length: ${text.length}`, 'Content-Type: application/json') + text],
  'in one chunk': [`${head('Transfer-Encoding: chunked', 'Content-Type: application/json')}${chunk(text)}0\r\n\r\n`],
  'that is a stream': [
    head('Transfer-Encoding: chunked', 'Content-Type: text/event-stream'),
    event('{"a":1}'),
    event('{"a":2}'),
    event('[DONE]'),
    '0\r\n\r\n',
  ],
}

const fin = (socket: Socket): void => void socket.end()
const later = (milliseconds: number, socket: Socket): void => {
  const end = performance.now() + milliseconds
  const turn = (): void => void (performance.now() < end ? setImmediate(turn) : fin(socket))
  turn()
}

/** Writes the last piece, and closes. `request` counts those of the connection. */
export const closings: Readonly<Record<string, (socket: Socket, last: string, request: number) => void>> = {
  'in the same write': (socket, last) => void socket.end(last),
  'in the next write': (socket, last) => void (socket.write(last), fin(socket)),
  'in the next turn': (socket, last) => void (socket.write(last), setImmediate(fin, socket)),
  'within 0.3 ms': (socket, last) => void (socket.write(last), later(Math.random() * 0.3, socket)),
  'within 1 ms': (socket, last) => void (socket.write(last), later(Math.random(), socket)),
  'by a reset': (socket, last) => void (socket.write(last), socket.resetAndDestroy()),
  'by a reset in the next turn': (socket, last) =>
    void (socket.write(last), setImmediate(() => socket.resetAndDestroy())),
  'after every fifth answer': (socket, last, request) =>
    void (socket.write(last), request % 5 === 0 && setImmediate(fin, socket)),
  never: (socket, last) => void socket.write(last),
}
