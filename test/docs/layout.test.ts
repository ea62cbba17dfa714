// No page is wider than the screen: what is too wide scrolls inside the page.
import { describe, expect, it } from 'vitest'
import { listPages, pageOf } from '../../apps/docs/src/pages/page-address.ts'
import { type SiteOnScreen, useSite } from './site-on-screen.ts'

const widths = [320, 390, 640, 768, 960, 1280, 1920]
const addresses = listPages().map((file) => pageOf(file).replace(/\.md$/, '.html'))

describe('the layout', () => {
  const site = useSite()

  it(`fits screens from ${widths[0]} to ${widths.at(-1)} pixels, on all ${addresses.length} pages`, async () => {
    const queue = addresses.values()
    const found = await Promise.all([site, site, site].map((one) => tooWide(one, queue)))
    expect(found.flat()).toEqual([])
  }, 300_000)
})

/** Looks at the pages that are left, one after the other, without scripts: the layout is that of the HTML. */
async function tooWide(site: SiteOnScreen, queue: Iterable<string>): Promise<readonly string[]> {
  const page = await site.open('', { javaScriptEnabled: false })
  const found: string[] = []
  for (const address of queue) {
    await page.goto(site.url + address, { waitUntil: 'load' })
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      const needed = await page.evaluate(() => document.documentElement.scrollWidth)
      if (needed > width) found.push(`${address} at ${width}: ${needed}`)
    }
  }
  return found
}
