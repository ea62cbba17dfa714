import { z } from 'zod'
import { sharedFields, type SharedSettings, withoutSecrets } from './shared-settings.ts'

/** What a tab remembers: its settings, its endpoint without the key, and the conversation that is open. */
export interface TabState extends SharedSettings {
  readonly conversationId?: string | undefined
}

/** The storages of the browser: of this tab, and of all tabs. */
export interface Storages {
  readonly tab: Pick<Storage, 'getItem' | 'setItem'>
  readonly browser: Pick<Storage, 'getItem' | 'setItem'>
}

/** What a tab restores; a new tab gets the settings of the last one, but not its conversation. */
export interface RecalledTab {
  readonly isReload: boolean
  readonly state?: TabState | undefined
}

/** Returns what to restore. State that cannot be read, or that is not valid, is left out. */
export function recallTab({ tab, browser }: Storages): RecalledTab {
  const own = readState(tab)
  if (own) return { isReload: true, state: own }
  const last = readState(browser)
  return { isReload: false, state: last && { settings: last.settings, endpoint: last.endpoint } }
}

/** Remembers the state for a reload of this tab, and the settings for the next new tab. */
export function rememberTab({ tab, browser }: Storages, state: TabState): void {
  const json = JSON.stringify(withoutSecrets(state))
  for (const storage of [tab, browser]) {
    try {
      storage.setItem(key, json)
    } catch {
      // Storage that is full or forbidden must not break the page; the settings are lost on reload.
    }
  }
}

const key = 'azureml-playground'

const stateSchema: z.ZodType<TabState> = z.object({
  ...sharedFields,
  conversationId: z.string().max(100).optional(),
})

function readState(storage: Storages['tab']): TabState | undefined {
  try {
    const json = storage.getItem(key)
    return json === null ? undefined : stateSchema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
