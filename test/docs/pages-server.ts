// Serves the built site as GitHub Pages does: at the path of the repository, without `.html` in addresses.
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { base } from '../../apps/docs/src/pages/repository.ts'

/** A server of the built site. */
export interface PagesServer {
  /** The address of the home page. */
  readonly url: string
  close(): Promise<void>
}

/** Starts a server on loopback for the folder of a built site. */
export async function servePages(folder: string): Promise<PagesServer> {
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = path.startsWith(base) ? fileAt(folder, path.slice(base.length)) : undefined
    const type = types[extname(file ?? '.html')] ?? 'application/octet-stream'
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': type })
    response.end(readFileSync(file ?? join(folder, '404.html')))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function fileAt(folder: string, path: string): string | undefined {
  const tried = path === '' || path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`]
  const inFolder = tried.map((one) => join(folder, one)).filter((file) => file.startsWith(folder))
  return inFolder.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}
