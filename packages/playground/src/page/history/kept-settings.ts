import type {
  ConnectedEndpoint,
  OwnEndpoint,
  PlaygroundSession,
  PlaygroundSettings,
} from '../../contract/playground-contract.ts'
import { shareableUrl } from '../../redaction/shareable-url.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'
import { useStore } from '../state/store.ts'
import { type SharedSettings, withoutSecrets } from '../storage/shared-settings.ts'

/** Returns settings in the form in which they are stored and shared: with their endpoint, without anything secret. */
export function keepable({ endpointId, ...settings }: PlaygroundSettings, session: PlaygroundSession): SharedSettings {
  const own = ownEndpointOf({ ...settings, endpointId }, session)
  if (!own) return withoutSecrets({ settings })
  const { url, apiType, deploymentName } = own
  return withoutSecrets({
    settings,
    endpoint: { url, apiType, ...(deploymentName !== undefined && { deploymentName }) },
  })
}

/** Takes over settings. Their endpoint is selected if it is connected; otherwise the page asks for its key. */
export function applySettings({ settings, endpoint }: SharedSettings): void {
  const { session, changeKeeping } = useStore.getState()
  const connected = endpoint && connectedEndpoint(endpoint, session)
  const selected = connected && { endpointId: connected.id, apiType: connected.apiType }
  useStore.setState({ settings: { ...settings, ...selected } })
  changeKeeping({ proposedEndpoint: connected ? undefined : endpoint })
}

/** Finds an endpoint among those that are connected. */
export function connectedEndpoint(endpoint: OwnEndpoint, session: PlaygroundSession): ConnectedEndpoint | undefined {
  const { url, deploymentName } = endpoint
  return session.endpoints.find((one) => shareableUrl(one.url) === url && one.deploymentName === deploymentName)
}
