// Every page starts without errors, and none is wider than the screen: what is too wide scrolls inside the page.
import { describe, expect, it } from 'vitest'
import { addressOf, listPages, pageOf } from '../../apps/docs/src/pages/page-address.ts'
import { type SiteOnScreen, useSite } from './site-on-screen.ts'

const widths = [320, 390, 640, 768, 960, 1280, 1920]
const addresses = listPages().map((file) => addressOf(pageOf(file)))

describe('the layout', () => {
  const site = useSite()

  it(`fits screens from ${widths[0]} to ${widths.at(-1)} pixels, on all ${addresses.length} pages`, async () => {
    const queue = addresses.values()
    const found = await Promise.all([site, site, site].map((one) => tooWide(one, queue)))
    expect(found.flat()).toEqual([])
  }, 400_000)
})

/** Visits the remaining pages one by one. A message in the console, such as a failed hydration, is a finding as well. */
async function tooWide(site: SiteOnScreen, queue: Iterable<string>): Promise<readonly string[]> {
  const page = await site.open('')
  const found: string[] = []
  page.on('console', (message) => found.push(`${page.url()} writes to the console: ${message.text()}`))
  for (const address of queue) {
    await page.goto(site.url + address, { waitUntil: 'load' })
    await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
    for (const width of address.startsWith('api/') ? [320, 768, 1920] : widths) {
      await page.setViewportSize({ width, height: 800 })
      const needed = await page.evaluate(() => document.documentElement.scrollWidth)
      if (needed > width) found.push(`${address} at ${width}: ${needed}`)
    }
  }
  return found
}
