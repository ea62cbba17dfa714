import { readFileSync } from 'node:fs'
import type { Browser, JSHandle, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchChromium } from '../../../test/browser/chromium.ts'
import { type PlaygroundProcess, startPlaygroundProcess } from './playground-process.ts'

/** Opens the playground in a real browser for each test of a file; an error in its console fails the test. */
export function usePlayground(): PlaygroundOnScreen {
  const on = new PlaygroundOnScreen()
  beforeAll(() => on.start(), 60_000)
  beforeEach(() => on.open(), 60_000)
  afterEach(() => on.close())
  afterAll(() => on.stop())
  return on
}

/** A file to drop or paste; `data` is base64. */
export interface FileToDrop {
  readonly name: string
  readonly type: string
  readonly data: string
}

/** The playground in a real browser. */
export class PlaygroundOnScreen {
  #browser: Browser | undefined
  #playground: PlaygroundProcess | undefined
  #page: Page | undefined
  #consoleErrors: string[] = []

  get page(): Page {
    if (!this.#page) throw new Error('No page is open.')
    return this.#page
  }

  get url(): string {
    return this.#playground?.url ?? ''
  }

  /** The output of the server. */
  log(): string {
    return this.#playground?.log() ?? ''
  }

  async start(): Promise<void> {
    ;[this.#browser, this.#playground] = await Promise.all([launchChromium(), startPlaygroundProcess()])
  }

  async open(): Promise<void> {
    const permissions = ['clipboard-read', 'clipboard-write']
    const context = await this.#browser!.newContext({ viewport: { width: 1280, height: 800 }, permissions })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    this.#page = page
    this.#consoleErrors = []
    page.on('pageerror', ({ message }) => this.#consoleErrors.push(message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#consoleErrors.push(message.text())
    })
    await page.goto(this.url)
  }

  async close(): Promise<void> {
    await this.page.context().close()
    if (this.#consoleErrors.length > 0) throw new Error(`The console has errors: ${this.#consoleErrors.join('; ')}`)
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    await this.#playground?.[Symbol.asyncDispose]()
  }

  /** Ignores the console errors that a test has provoked. */
  ignoreErrors(harmless: (text: string) => boolean): void {
    this.#consoleErrors = this.#consoleErrors.filter((text) => !harmless(text))
  }

  async ask(text: string): Promise<void> {
    await this.box.fill(text)
    await this.box.press('Enter')
  }

  async answered(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send', exact: true }).waitFor()
  }

  /** Waits until the header shows this status. */
  async status(label: string): Promise<void> {
    await this.page.getByTestId('status').getByText(label, { exact: true }).waitFor()
  }

  async newConversation(): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).click()
  }

  /** Returns the label of what has the focus. */
  async focused(): Promise<string | null> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)
  }

  async choose(group: string, option: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: group }).getByText(option, { exact: true }).click()
  }

  /** Unfolds a group of settings. */
  async unfold(group: string): Promise<void> {
    const control = this.page.getByRole('button', { name: group, exact: true })
    if ((await control.getAttribute('aria-expanded')) === 'false') await control.click()
  }

  async turnOn(name: string): Promise<void> {
    await this.unfold('Tools and output')
    await this.page.getByRole('switch', { name }).check({ force: true })
  }

  async simulateFault(label: string): Promise<void> {
    await this.unfold('Faults')
    await this.page.getByRole('combobox', { name: 'Simulate a fault' }).click()
    await this.page.getByRole('option', { name: label }).click()
  }

  async setEndpoint(url: string, key: string): Promise<void> {
    await this.choose('Endpoint', 'Your endpoint')
    const change = this.page.getByRole('button', { name: 'Change', exact: true })
    await change
      .or(this.page.getByRole('textbox', { name: 'Endpoint URL' }))
      .first()
      .waitFor()
    if (await change.isVisible()) await change.click()
    await this.page.getByRole('textbox', { name: 'Endpoint URL' }).fill(url)
    await this.page.getByLabel('API key', { exact: true }).fill(key)
    await this.page.getByRole('button', { name: 'Use this endpoint' }).click()
  }

  async lastAnswer(): Promise<string> {
    return (await this.page.getByRole('article', { name: 'Model message' }).last().textContent()) ?? ''
  }

  async sentBody(): Promise<unknown> {
    return JSON.parse((await this.page.getByRole('group', { name: 'Request body' }).first().textContent()) ?? '')
  }

  async dropImage(): Promise<void> {
    const data = readFileSync(new URL('collatz-27.png', import.meta.url)).toString('base64')
    const dataTransfer = await this.transfer([{ name: 'collatz-27.png', type: 'image/png', data }])
    await this.page.locator('.composer').dispatchEvent('drop', { dataTransfer })
  }

  /** Makes what a drop or a paste carries: files, given as base64, and text. */
  async transfer(files: readonly FileToDrop[], text?: string): Promise<JSHandle<DataTransfer>> {
    return this.page.evaluateHandle(
      ({ files: given, text: plain }) => {
        const transfer = new DataTransfer()
        for (const { name, type, data } of given) {
          const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
          transfer.items.add(new File([bytes], name, { type }))
        }
        if (plain !== undefined) transfer.setData('text/plain', plain)
        return transfer
      },
      { files, text },
    )
  }

  /** The message box. */
  get box(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' })
  }
}
