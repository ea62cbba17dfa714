import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const axe = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')

interface Axe {
  run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
}

/** Returns what axe finds on a page, as it is now. */
export async function violationsOf(page: Page): Promise<unknown[]> {
  await transitionsEnded(page)
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run()
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html }) => html.slice(0, 300)),
    }))
  })
}

/** Waits until nothing fades in or changes its color, so that contrast can be measured; animations without an end do not count. */
async function transitionsEnded(page: Page): Promise<void> {
  await page.waitForTimeout(100)
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  )
}

/** Returns the widths, from a small phone to a large screen, at which a page is wider than its window. */
export async function overflowingWidths(page: Page): Promise<number[]> {
  const before = page.viewportSize()
  const wider: number[] = []
  for (const width of [320, 360, 480, 768, 1024, 1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    const { scrollWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth }))
    if (scrollWidth > width) wider.push(width)
  }
  if (before) await page.setViewportSize(before)
  return wider
}
