import type { ApiType, PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { ownEndpointOf } from './settings-slice.ts'

/** What settings call, for people to read. */
export interface Connection {
  /** The host of the endpoint; `undefined` if the user's own endpoint is not connected. */
  readonly host: string | undefined
  readonly deploymentName: string | undefined
  readonly apiType: ApiType
  /** The label of the formatter. */
  readonly format: string
}

/** Describes what settings call. The user's own endpoint has an API type and a deployment of its own. */
export function connectionOf(settings: PlaygroundSettings, session: PlaygroundSession): Connection {
  const own = ownEndpointOf(settings, session)
  return {
    host: settings.endpoint === 'embedded' ? 'Emulator' : own && new URL(own.url).host,
    deploymentName: settings.deploymentName ?? own?.deploymentName,
    apiType: own?.apiType ?? settings.apiType,
    format: session.formatters.find(({ name }) => name === settings.formatter)?.label ?? settings.formatter,
  }
}
