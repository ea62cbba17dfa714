import { type EndpointEmulatorOptions, type EndpointEmulator, createEndpointEmulator } from '../src/index.ts'

/** An emulator without sockets, and what posts to it. */
export interface InProcess {
  readonly emulator: EndpointEmulator
  /** Posts JSON to a path. */
  readonly send: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>
}

/** Makes an emulator that needs no key, and calls it without sockets. */
export function inProcess(options: EndpointEmulatorOptions = {}): InProcess {
  const emulator = createEndpointEmulator({ auth: { mode: 'none' }, ...options })
  const send: InProcess['send'] = (path, body, headers = {}) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
    return emulator.fetch(`http://h${path}`, { ...init, body: JSON.stringify(body) })
  }
  return { emulator, send }
}

/** The status and the parsed body of a response. */
export async function wholeAnswer(response: Response): Promise<[status: number, body: unknown]> {
  return [response.status, await response.json()]
}

/** The name and the parsed data of each event, and the rest of what was sent, which is empty if all are framed well. */
export function namedEvents(text: string): { events: [name: string, data: unknown][]; rest: string } {
  const frame = /event: (\S+)\ndata: (.*)\n\n/g
  const events = Array.from(text.matchAll(frame), ([, name = '', data = '']): [string, unknown] => [
    name,
    JSON.parse(data),
  ])
  return { events, rest: text.replace(frame, '') }
}
