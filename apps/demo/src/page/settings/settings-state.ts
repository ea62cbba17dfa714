import type { PlaygroundSession, PlaygroundSettings } from '../../contract/playground-contract.ts'

/** The settings and the session, with their setters. */
export interface SettingsState {
  readonly settings: PlaygroundSettings
  readonly setSettings: (settings: PlaygroundSettings) => void
  readonly session: PlaygroundSession
  readonly setSession: (session: PlaygroundSession) => void
}
