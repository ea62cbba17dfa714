import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { collectErrors } from '../browser/console-errors.ts'
import { type PagesServer, servePages } from './pages-server.ts'

/** The folder of the built site. */
export const builtSite = join(import.meta.dirname, '../../apps/docs/.vitepress/dist')

/** Serves the built site and starts a browser for the tests of a file; an error in a console fails the test. */
export function useSite(): SiteOnScreen {
  const site = new SiteOnScreen()
  beforeAll(() => site.start(), 60_000)
  afterEach(() => site.closePages())
  afterAll(() => site.stop())
  return site
}

/** The built site in a real browser. */
export class SiteOnScreen {
  #browser: Browser | undefined
  #server: PagesServer | undefined
  readonly #errors: string[] = []

  get url(): string {
    return this.#server?.url ?? ''
  }

  async start(): Promise<void> {
    ;[this.#browser, this.#server] = await Promise.all([launchChromium(), servePages(builtSite)])
  }

  /** Opens a page by its address below the base, in a context of its own. */
  async open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
    if (!this.#browser) throw new Error('The browser has not started.')
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    collectErrors(page, this.#errors)
    await page.goto(this.url + address, { waitUntil: 'networkidle' })
    return page
  }

  async closePages(): Promise<void> {
    const errors = this.#errors.splice(0)
    for (const context of this.#browser?.contexts() ?? []) await context.close()
    if (errors.length > 0) throw new Error(`The console has errors: ${errors.join('; ')}`)
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    await this.#server?.close()
  }
}
