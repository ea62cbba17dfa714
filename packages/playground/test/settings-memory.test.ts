import { describe, expect, it } from 'vitest'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { recallTab, rememberTab, type Storages } from '../src/page/storage/settings-memory.ts'

/** A storage of the browser, with a limit. */
class LimitedStorage {
  readonly #values = new Map<string, string>()
  readonly #limit: number

  constructor(limit = Infinity) {
    this.#limit = limit
  }

  readonly getItem = (name: string): string | null => this.#values.get(name) ?? null

  readonly setItem = (name: string, value: string): void => {
    if (value.length > this.#limit) throw new DOMException('full', 'QuotaExceededError')
    this.#values.set(name, value)
  }
}

const forbidden = {
  getItem: (): never => {
    throw new DOMException('forbidden', 'SecurityError')
  },
  setItem: (): never => {
    throw new DOMException('forbidden', 'SecurityError')
  },
}
const settings = { ...initialSettings, system: 'Be brief.', fault: 'overloaded' } as const
const endpoint = { url: 'https://me:the-secret@h.example/score?code=the-secret', apiType: 'dedicated' } as const

describe('what a tab remembers', () => {
  it('is restored after a reload, without secrets and without a fault', () => {
    const storages = { tab: new LimitedStorage(), browser: new LimitedStorage() }
    rememberTab(storages, { settings, endpoint, conversationId: '1' })
    const kept = { settings: { ...settings, fault: 'none' }, endpoint: { ...endpoint, url: 'https://h.example/score' } }
    expect(recallTab(storages)).toEqual({ isReload: true, state: { ...kept, conversationId: '1' } })
    expect(storages.tab.getItem('azureml-playground')).not.toContain('the-secret')
  })

  it('is not overwritten by another tab, and a new tab gets the last settings without a conversation', () => {
    const browser = new LimitedStorage()
    const first = { tab: new LimitedStorage(), browser }
    const second = { tab: new LimitedStorage(), browser }
    rememberTab(first, { settings: { ...settings, system: 'first' }, conversationId: '1' })
    rememberTab(second, { settings: { ...settings, system: 'second' }, conversationId: '2' })
    expect(recallTab(first).state).toMatchObject({ settings: { system: 'first' }, conversationId: '1' })
    const { isReload, state } = recallTab({ tab: new LimitedStorage(), browser })
    expect(isReload).toBe(false)
    expect(state).toMatchObject({ settings: { system: 'second' } })
    expect(state).not.toHaveProperty('conversationId')
  })

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"settings":5}'],
    ['settings of a future version', JSON.stringify({ settings: { ...settings, entryPoint: 'Python' } })],
    [
      'a script as the endpoint',
      JSON.stringify({ settings, endpoint: { url: 'javascript:1', apiType: 'serverless' } }),
    ],
  ])('is left out if it is damaged: %s', (_what, value) => {
    const storages = { tab: new LimitedStorage(), browser: new LimitedStorage() }
    storages.tab.setItem('azureml-playground', value)
    expect(recallTab(storages)).toEqual({ isReload: false, state: undefined })
  })

  it.each<[string, Storages]>([
    ['full', { tab: new LimitedStorage(10), browser: new LimitedStorage(10) }],
    ['forbidden', { tab: forbidden, browser: forbidden }],
  ])('does not break the page if the storage is %s', (_what, storages) => {
    expect(() => rememberTab(storages, { settings })).not.toThrow()
    expect(recallTab(storages)).toEqual({ isReload: false, state: undefined })
  })
})
