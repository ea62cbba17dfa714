import { type AddressInfo, createServer, type Socket } from 'node:net'
import { closings, forms } from './closing-forms.ts'

/** Runs in a process of its own, as a server does, and closes connections without having announced it. */

let arrivals = 0

function serve(socket: Socket): void {
  let received = ''
  let requests = 0
  socket.setEncoding('latin1').on('error', () => {})
  socket.on('data', (data) => {
    received += String(data)
    const end = received.indexOf('\r\n\r\n') + 4
    if (end === 3 || received.length < end + Number(/content-length: (\d+)/i.exec(received)?.[1])) return
    const [form = '', closing = ''] = received.split(' ')[1]?.slice(1).split('/').map(decodeURIComponent) ?? []
    received = ''
    arrivals += 1
    requests += 1
    void answer(socket, forms[form] ?? [], (last) => closings[closing]?.(socket, last, requests))
  })
}

async function answer(socket: Socket, pieces: readonly string[], close: (last: string) => void): Promise<void> {
  for (const piece of pieces.slice(0, -1)) {
    socket.write(piece)
    await new Promise((resolve) => setImmediate(resolve))
  }
  close(pieces.at(-1) ?? '')
}

const server = createServer({ noDelay: true }, serve).listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port)
})
process.on('message', () => {
  process.send?.(arrivals)
  arrivals = 0
})
