import type { Agent } from 'node:http'
import type { Socket } from 'node:net'
import { builtins } from './builtins.ts'

/**
 * Some servers close a connection right after an answer without announcing it. A request sent on such a connection is lost, and
 * must not be sent again, as the server may have read it. Hence a connection rests after each answer, until a close that is under
 * way has arrived, and only then goes back to its agent. A new request waits for it rather than open a connection of its own, which
 * usually takes longer. How long depends on the kind of answer, as a server that closes does so after every answer of a kind:
 */
const rests = {
  /** Milliseconds after the first answer of a kind on a connection. */
  first: 3,
  /** Turns of the event loop after later ones. A single turn is no rest: it ends before the next poll for events. */
  laterTurns: 2,
  /** Milliseconds when the server closed after such an answer before. No request waits that long: it opens a connection. */
  beforeClose: 50,
}

/** The real timers, as a request must not wait for those that a test has replaced. */
const { setTimeout, setImmediate } = globalThis

/** Kinds of answer that are remembered of one connection or origin. */
const maxKinds = 8

/** Origins that are remembered of one agent, besides those with connections. */
const maxOrigins = 100

/** The connections to one origin, and the requests that wait for one of them. */
interface Origin {
  connections: number
  /** Connections whose rest is waited for. */
  resting: number
  /** Never more than there are resting connections. */
  readonly waiting: (() => void)[]
  /** Kinds of answer after which the server closed. */
  readonly closedAfter: Set<string>
}

interface Connection {
  readonly origin: Origin
  /** Kinds of answer after which the connection stayed open. */
  readonly survived: Set<string>
  kind: string
  isResting: boolean
  /** Whether requests wait for the rest to end. */
  isAwaited: boolean
}

const originsOf = new WeakMap<Agent, Map<string, Origin>>()
const connections = new WeakMap<Socket, Connection>()

/** Calls `start` now, or when a resting connection can be used or is lost. */
export function whenRested(agent: Agent, host: string, start: () => void): void {
  const origin = originsOf.get(agent)?.get(host)
  if (origin === undefined || origin.resting <= origin.waiting.length) start()
  // What traces requests finds its context as if nothing had been waited for.
  else origin.waiting.push(builtins.asyncHooks().AsyncResource.bind(start))
}

/** Makes a connection rest after each answer, before its agent gets it back. */
export function restBetweenAnswers(socket: Socket, agent: Agent, host: string): void {
  if (connections.has(socket)) return
  const origin = joinOrigin(socket, agent, host)
  const connection: Connection = { origin, survived: new Set(), kind: '', isResting: false, isAwaited: false }
  connections.set(socket, connection)
  const agentListeners = socket.listeners('free')
  socket.removeAllListeners('free')
  socket.on('free', () => {
    if (!connection.isResting) rest(socket, connection, () => agentListeners.forEach((free) => void free.call(socket)))
  })
  // Nobody else listens during a rest: an error would end the process, and data would be taken for the next answer.
  const destroyIfResting = (): void => void (connection.isResting && socket.destroy())
  socket.on('error', () => {})
  socket.on('data', destroyIfResting)
  socket.on('end', destroyIfResting)
  socket.on('close', () => endRest(connection))
}

/** Records which kind of answer a connection delivers. */
export function recordAnswer(socket: Socket, { headers }: Response): void {
  const connection = connections.get(socket)
  if (connection) connection.kind = `${headers.get('transfer-encoding')} ${headers.get('content-type')}`
}

function rest(socket: Socket, connection: Connection, giveBack: () => void): void {
  const { origin, survived, kind } = connection
  const finish = (): void => {
    if (!connection.isResting) return
    if (socket.readableLength > 0) return void socket.destroy()
    remember(survived, kind)
    origin.closedAfter.delete(kind)
    endRest(connection, giveBack)
  }
  // A body that is read late ends on a connection that may be closed by then.
  if (socket.destroyed || socket.readableEnded) return void socket.destroy()
  connection.isResting = true
  if (!survived.has(kind) && origin.closedAfter.has(kind)) {
    setTimeout(() => afterTurns(1, finish), rests.beforeClose)
    return
  }
  origin.resting += 1
  connection.isAwaited = true
  if (survived.has(kind)) afterTurns(rests.laterTurns, finish)
  else setTimeout(() => afterTurns(1, finish), rests.first)
}

function afterTurns(turns: number, then: () => void): void {
  setImmediate(turns === 1 ? then : () => afterTurns(turns - 1, then))
}

function endRest(connection: Connection, giveBack?: () => void): void {
  if (!connection.isResting) return
  const { origin, survived, kind } = connection
  connection.isResting = false
  if (giveBack) giveBack()
  else if (!survived.has(kind)) remember(origin.closedAfter, kind)
  if (!connection.isAwaited) return
  connection.isAwaited = false
  origin.resting -= 1
  origin.waiting.shift()?.()
}

function remember(kinds: Set<string>, kind: string): void {
  if (kinds.size < maxKinds) kinds.add(kind)
}

function joinOrigin(socket: Socket, agent: Agent, host: string): Origin {
  const origins = originsOf.get(agent) ?? new Map<string, Origin>()
  originsOf.set(agent, origins)
  const origin = origins.get(host) ?? { connections: 0, resting: 0, waiting: [], closedAfter: new Set() }
  // The latest are at the end.
  origins.delete(host)
  origins.set(host, origin)
  origin.connections += 1
  socket.on('close', () => void (origin.connections -= 1))
  forgetUnused(origins)
  return origin
}

function forgetUnused(origins: Map<string, Origin>): void {
  for (const [host, { connections: open }] of origins) {
    if (origins.size <= maxOrigins) return
    if (open === 0) origins.delete(host)
  }
}
