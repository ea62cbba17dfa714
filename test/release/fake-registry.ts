import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A registry on the loopback interface that stores what npm publishes to it. */
export interface FakeRegistry {
  readonly url: string
  /** What was published, as `name@version`, in order, with the bytes of each tarball. */
  readonly published: Map<string, Buffer>
  /** The status with which requests for a package fail, by its name. */
  readonly failures: Map<string, { readonly method: 'GET' | 'PUT'; readonly status: number }>
  readonly close: () => Promise<void>
}

interface Packument {
  readonly versions: Readonly<Record<string, unknown>>
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>
}

/** Starts a registry that holds nothing. */
export async function startFakeRegistry(): Promise<FakeRegistry> {
  const published = new Map<string, Buffer>()
  const failures: FakeRegistry['failures'] = new Map()
  const packuments = new Map<string, Record<string, unknown>>()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = decodeURIComponent((request.url ?? '/').slice(1).replace(/\?.*/, ''))
    const reply = (status: number, body: unknown): void => void response.writeHead(status).end(JSON.stringify(body))
    const failure = failures.get(name)
    if (failure !== undefined && failure.method === request.method)
      return reply(failure.status, { error: 'on request' })
    const known = packuments.get(name)
    if (request.method === 'GET') {
      if (known === undefined) return reply(404, {})
      return reply(200, { name, versions: known, 'dist-tags': { latest: Object.keys(known).at(-1) } })
    }
    const { versions, _attachments: attachments } = await bodyOf(request)
    packuments.set(name, { ...known, ...versions })
    const data = Object.values(attachments)[0]?.data ?? ''
    published.set(`${name}@${Object.keys(versions).join()}`, Buffer.from(data, 'base64'))
    return reply(201, {})
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> => new Promise((resolve) => void server.close(() => resolve()))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, published, failures, close }
}

async function bodyOf(request: IncomingMessage): Promise<Packument> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += String(piece)
  return JSON.parse(text) as Packument
}
