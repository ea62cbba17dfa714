import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'

/** A registry of npm packages on the loopback interface. */
export interface LocalRegistry {
  readonly url: string
  /** Adds a tarball that the registry then serves. */
  readonly add: (tarball: string) => void
  readonly close: () => void
}

const scope = '@azureml-endpoints/'

/** Starts a registry that serves our packages from tarballs, and sends clients to another registry for all others. */
export async function startRegistry(upstream: string): Promise<LocalRegistry> {
  const packuments = new Map<string, object>()
  const files = new Map<string, Buffer>()
  const server = createServer(({ url = '/' }, response) => {
    const path = decodeURIComponent(url.slice(1).replace(/\?.*/, ''))
    const file = files.get(path)
    if (file !== undefined) return void response.end(file)
    if (!path.startsWith(scope)) return void response.writeHead(302, { location: new URL(url, upstream).href }).end()
    return reply(response, packuments.get(path))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const add = (tarball: string): void => {
    const bytes = readFileSync(tarball)
    const manifest = manifestIn(tarball)
    const path = `${manifest.name}/-/${basename(tarball)}`
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
    files.set(path, bytes)
    packuments.set(manifest.name, {
      name: manifest.name,
      'dist-tags': { latest: manifest.version },
      versions: { [manifest.version]: { ...manifest, dist: { tarball: url + path, integrity } } },
    })
  }
  return { url, add, close: () => void server.close().closeAllConnections() }
}

function reply(response: ServerResponse, packument: object | undefined): void {
  // The same version has other bytes after the next build.
  response.writeHead(packument === undefined ? 404 : 200, { 'cache-control': 'no-store' })
  response.end(JSON.stringify(packument ?? { error: 'not found' }))
}

function manifestIn(tarball: string): { readonly name: string; readonly version: string } {
  const text = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
  return JSON.parse(text) as { name: string; version: string }
}
