import type { ConnectedEndpoint, PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'
import type { SetSlice } from './set-slice.ts'

/** The settings of the next message, and what the server knows: the formatters and the endpoint. */
export interface SettingsSlice {
  readonly settings: PlaygroundSettings
  readonly session: PlaygroundSession
  readonly changeSettings: (part: Partial<PlaygroundSettings>) => void
  /** Takes over what the server returned. */
  readonly setSession: (session: PlaygroundSession) => void
}

/** The settings of a new page. */
export const initialSettings: PlaygroundSettings = {
  endpoint: 'embedded',
  apiType: 'serverless',
  formatter: 'openai',
  entryPoint: 'core',
  system: '',
  stop: [],
  tools: false,
  schema: '',
  fault: 'none',
}

/** Creates the slice. */
export const createSettingsSlice = (set: SetSlice<SettingsSlice>): SettingsSlice => ({
  settings: initialSettings,
  session: { formatters: [], endpoints: [] },
  changeSettings: (part) => set(({ settings }) => ({ settings: { ...settings, ...part } })),
  setSession: (session) => set({ session }),
})

/** Returns the user's own endpoint that the settings select, if it is connected. */
export function ownEndpointOf(
  { endpoint, endpointId }: PlaygroundSettings,
  session: PlaygroundSession,
): ConnectedEndpoint | undefined {
  if (endpoint !== 'own') return undefined
  return endpointId === undefined ? session.endpoint : session.endpoints.find(({ id }) => id === endpointId)
}
