import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url))

/** Saves a screenshot of the page for people to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}${name.replaceAll(' ', '-')}.png`, animations: 'disabled' })
}
