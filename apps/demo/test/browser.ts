import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Starts a real Chromium: the one that comes with npm on Linux, Playwright's own elsewhere. */
export async function launchChromium(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch()
  const executablePath = await sparticuz.executablePath()
  // In one process the browser ends with its first page.
  const args = sparticuz.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote')
  return chromium.launch({ executablePath, args, headless: true })
}

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url))

/** Leaves a picture of a page for people to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' })
}
