import { Endpoint } from '../gateways/endpoint.ts'
import type { ImageRoutes } from '../images/image-routes.ts'
import { routesOf } from '../images/images.ts'
import type { EndpointEmulatorOptions } from '../options/options.ts'

/** An endpoint with the routes of its image. */
export interface RegisteredEndpoint {
  /** The first segment of its routes inside the server. */
  readonly key: string
  readonly endpoint: Endpoint
  readonly image: ImageRoutes
}

/** The endpoints of an emulator, by name and by URL. */
export class EndpointRegistry {
  readonly all: readonly RegisteredEndpoint[]

  constructor({ endpoints = [], ...first }: EndpointEmulatorOptions) {
    const unnamed = { key: '-', endpoint: new Endpoint(undefined, first), image: routesOf(first.image) }
    const named = endpoints.map(({ name, ...options }) => {
      if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name))
        throw new Error(
          `"${name}" is not a valid endpoint name. Use letters, digits and dashes, starting with a letter.`,
        )
      return { key: name, endpoint: new Endpoint(name, options), image: routesOf(options.image) }
    })
    const names = new Set(named.map(({ key }) => key))
    if (names.size < named.length) throw new Error('Two endpoints have the same name. Give each one its own.')
    this.all = [unnamed, ...named]
  }

  /** Finds an endpoint by name; the first one if no name is given. */
  byName(name: string | undefined): Endpoint {
    const found = this.all.find(({ endpoint }) => endpoint.name === name)
    if (!found) throw new Error(`There is no endpoint "${name}". Name one of those in the option endpoints.`)
    return found.endpoint
  }

  /** Maps a URL to an internal path: to a named endpoint by the first path segment or host label, else to the first endpoint. */
  locate(url: URL, host: string): { key: string; path: string } {
    const [, segment = '', ...rest] = url.pathname.split('/')
    const bySegment = this.all.find(({ endpoint }) => endpoint.name === segment)
    if (bySegment) return { key: bySegment.key, path: `/${rest.join('/')}` }
    const byHost = this.all.find(({ endpoint }) => endpoint.name === host.split(/[.:]/)[0])
    return { key: byHost?.key ?? '-', path: url.pathname }
  }
}
