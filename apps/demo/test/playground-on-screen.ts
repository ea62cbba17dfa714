import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchChromium } from './browser.ts'
import { type PlaygroundProcess, startPlaygroundProcess } from './playground-process.ts'

/** Opens the playground in a real browser for each test of a file; a complaint in its console fails the test. */
export function usePlayground(): PlaygroundOnScreen {
  const on = new PlaygroundOnScreen()
  beforeAll(() => on.start(), 60_000)
  beforeEach(() => on.open(), 60_000)
  afterEach(() => on.close())
  afterAll(() => on.stop())
  return on
}

/** The playground as a person has it before them. */
export class PlaygroundOnScreen {
  #browser: Browser | undefined
  #playground: PlaygroundProcess | undefined
  #page: Page | undefined
  #complaints: string[] = []

  get page(): Page {
    if (!this.#page) throw new Error('No page is open.')
    return this.#page
  }

  get url(): string {
    return this.#playground?.url ?? ''
  }

  /** All that the server has written. */
  log(): string {
    return this.#playground?.log() ?? ''
  }

  async start(): Promise<void> {
    ;[this.#browser, this.#playground] = await Promise.all([launchChromium(), startPlaygroundProcess()])
  }

  async open(): Promise<void> {
    const page = await this.#browser!.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(20_000)
    this.#page = page
    this.#complaints = []
    page.on('pageerror', ({ message }) => this.#complaints.push(message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#complaints.push(message.text())
    })
    await page.goto(this.url)
  }

  async close(): Promise<void> {
    await this.page.close()
    if (this.#complaints.length > 0) throw new Error(`The console says: ${this.#complaints.join('; ')}`)
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    await this.#playground?.[Symbol.asyncDispose]()
  }

  /** Takes back the complaints that a test has provoked. */
  forgive(harmless: (complaint: string) => boolean): void {
    this.#complaints = this.#complaints.filter((text) => !harmless(text))
  }

  async ask(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).fill(text)
    await this.page.getByRole('textbox', { name: 'Message' }).press('Enter')
  }

  async answered(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send' }).waitFor()
  }

  async choose(group: string, option: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: group }).getByText(option, { exact: true }).click()
  }

  async mishap(label: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Mishap' }).click()
    await this.page.getByRole('option', { name: label }).click()
  }

  async nameEndpoint(url: string, key: string): Promise<void> {
    await this.choose('Endpoint', 'your own')
    await this.page.getByRole('textbox', { name: 'Endpoint URL' }).fill(url)
    await this.page.getByLabel('Key', { exact: true }).fill(key)
    await this.page.getByRole('button', { name: 'Use this endpoint' }).click()
  }

  async lastAnswer(): Promise<string> {
    return (await this.page.getByRole('article', { name: 'The model said' }).last().textContent()) ?? ''
  }

  async sentBody(): Promise<unknown> {
    return JSON.parse((await this.page.getByRole('region', { name: 'Body as sent' }).first().textContent()) ?? '')
  }

  async dropPicture(): Promise<void> {
    const base64 = readFileSync(new URL('../src/tour/collatz-27.png', import.meta.url)).toString('base64')
    const transfer = await this.page.evaluateHandle((data) => {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
      const dropped = new DataTransfer()
      dropped.items.add(new File([bytes], 'collatz-27.png', { type: 'image/png' }))
      return dropped
    }, base64)
    await this.page.locator('.composer').dispatchEvent('drop', { dataTransfer: transfer })
  }
}
