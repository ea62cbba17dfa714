import type { Agent, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { ignore } from './ignore.ts'

/**
 * Some servers close a connection right after a response without announcing it. A request sent on such a connection is lost, and
 * must not be resent, because the server may have read it. Therefore a connection rests after each response until a pending close
 * would have arrived, and is then returned to its agent. A new request waits for it instead of opening another connection, which
 * usually takes longer. The time depends on the kind of response, because servers that close do so after every response of a kind:
 */
const rests = {
  /** Milliseconds after the first response of a kind on a connection. */
  first: 3,
  /** Event loop turns after later responses. One turn is not enough: it ends before the next poll for I/O events. */
  laterTurns: 2,
  /** Milliseconds if the server has closed after such a response before. Requests do not wait that long; they open a connection. */
  beforeClose: 50,
}

/** The real timers, because a request must not depend on timers that a test has mocked. In Jest with jsdom, one is missing. */
const { setTimeout, setImmediate = process.getBuiltinModule('node:timers').setImmediate } = globalThis

/** The maximum number of response kinds to remember for one connection or origin. */
const maxKinds = 8

/** The maximum number of origins to remember for one agent, besides those with connections. */
const maxOrigins = 100

/** The connections to one origin, and the requests waiting for one of them. */
interface Origin {
  connections: number
  /** Resting connections that requests may wait for. */
  resting: number
  /** Waiting requests; never more than resting connections. */
  readonly waiting: (() => void)[]
  /** Kinds of response after which the server closed. */
  readonly closedAfter: Set<string>
}

interface Connection {
  readonly origin: Origin
  /** The agent's listeners, which take the connection back. */
  readonly takeBack: readonly (() => void)[]
  /** Kinds of response after which the connection stayed open. */
  survived: Set<string> | undefined
  kind: string
  isResting: boolean
  /** Whether requests wait for the rest to end. */
  isAwaited: boolean
}

const originsOf = new WeakMap<Agent, Map<string, Origin>>()
const connections = new WeakMap<Socket, Connection>()

/** Returns a promise for the moment when a resting connection becomes available or is lost, if there is one to wait for. */
export function nextRested(agent: Agent, host: string): Promise<void> | undefined {
  const origin = originsOf.get(agent)?.get(host)
  if (origin === undefined || origin.resting <= origin.waiting.length) return undefined
  return new Promise((resolve) => void origin.waiting.push(resolve))
}

/** Makes a connection rest after each response, before it is returned to its agent. */
export function restBetweenAnswers(socket: Socket, agent: Agent, host: string): void {
  if (connections.has(socket)) return
  const origin = joinOrigin(agent, host)
  const takeBack = socket.listeners('free') as (() => void)[]
  connections.set(socket, { origin, takeBack, survived: undefined, kind: '', isResting: false, isAwaited: false })
  // One by one, because `removeAllListeners` turns the socket's table of listeners into one that is several times as large.
  for (const listener of takeBack) socket.off('free', listener)
  // Shared functions, because each open stream has a connection.
  socket.on('free', rest).on('error', ignore).on('close', leaveOrigin)
}

/** Records the kind of response that a connection delivers. */
export function recordAnswer({ socket, headers }: IncomingMessage): void {
  const connection = connections.get(socket)
  if (connection) connection.kind = `${headers['transfer-encoding']} ${headers['content-type']}`
}

function rest(this: Socket): void {
  const connection = connections.get(this)
  if (connection === undefined) return
  // If the body was read late, the connection may already be closed.
  if (!this.writable) return void this.destroy()
  const { origin, kind } = connection
  connection.isResting = true
  // Nobody else listens during a rest: data would be parsed as the next response.
  this.on('data', destroy).on('end', destroy)
  const finish = (): void => {
    if (connection.isResting) giveBack(this, connection)
  }
  const hasSurvived = connection.survived?.has(kind) === true
  if (!hasSurvived && origin.closedAfter.has(kind)) {
    setTimeout(() => afterTurns(1, finish), rests.beforeClose)
    return
  }
  origin.resting += 1
  connection.isAwaited = true
  if (hasSurvived) afterTurns(rests.laterTurns, finish)
  else setTimeout(() => afterTurns(1, finish), rests.first)
}

function afterTurns(turns: number, then: () => void): void {
  setImmediate(turns === 1 ? then : () => afterTurns(turns - 1, then))
}

function destroy(this: Socket): void {
  this.destroy()
}

function giveBack(socket: Socket, connection: Connection): void {
  const { origin, kind, takeBack } = connection
  remember((connection.survived ??= new Set()), kind)
  origin.closedAfter.delete(kind)
  socket.off('data', destroy).off('end', destroy)
  connection.isResting = false
  for (const listener of takeBack) listener.call(socket)
  endWait(connection)
}

function leaveOrigin(this: Socket): void {
  const connection = connections.get(this)
  if (connection === undefined) return
  const { origin, survived, kind } = connection
  origin.connections -= 1
  if (!connection.isResting) return
  connection.isResting = false
  if (survived?.has(kind) !== true) remember(origin.closedAfter, kind)
  endWait(connection)
}

/** Lets a request that waits for a connection go on. */
function endWait(connection: Connection): void {
  if (!connection.isAwaited) return
  connection.isAwaited = false
  connection.origin.resting -= 1
  connection.origin.waiting.shift()?.()
}

function remember(kinds: Set<string>, kind: string): void {
  if (kinds.size < maxKinds) kinds.add(kind)
}

function joinOrigin(agent: Agent, host: string): Origin {
  const origins = originsOf.get(agent) ?? new Map<string, Origin>()
  originsOf.set(agent, origins)
  const origin = origins.get(host) ?? { connections: 0, resting: 0, waiting: [], closedAfter: new Set() }
  // Keeps the most recently used origin at the end.
  origins.delete(host)
  origins.set(host, origin)
  origin.connections += 1
  forgetUnused(origins)
  return origin
}

function forgetUnused(origins: Map<string, Origin>): void {
  for (const [host, { connections: open }] of origins) {
    if (origins.size <= maxOrigins) return
    if (open === 0) origins.delete(host)
  }
}
