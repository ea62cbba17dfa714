// What a reader does: choose a tab, search, copy, change the theme, edit.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { builtSite, useSite } from './site-on-screen.ts'

const guide = 'guides/streaming'
const site = useSite()

describe('tabs', () => {
  it('show the panel of the tab that is clicked, and remember it for other pages', async () => {
    const page = await site.open(guide)
    await page.getByRole('tab', { name: 'LangChain' }).first().click()
    expect(await shownIn(page)).toContain('@azureml-endpoints/langchain-adapter')
    await page.goto(`${site.url}guides/tools`, { waitUntil: 'networkidle' })
    expect(await selected(page).first().textContent()).toBe('LangChain')
  })

  it('follow the arrow keys, Home and End, and wrap around', async () => {
    const page = await site.open(guide)
    await page.getByRole('tab', { name: 'Core' }).first().focus()
    const visited: (string | null)[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End']) {
      await page.keyboard.press(key)
      visited.push(await page.evaluate(() => document.activeElement?.textContent ?? null))
    }
    expect(visited).toEqual(['LangChain', 'AI SDK', 'Core', 'AI SDK', 'Core', 'AI SDK'])
    expect(await selected(page).first().textContent()).toBe('AI SDK')
  })

  it('take one stop of the Tab key, and each names its panel', async () => {
    const page = await site.open(guide)
    const list = page.getByRole('tablist').first()
    expect(await list.locator('[tabindex="0"]').count()).toBe(1)
    const panel = page.locator(`#${await selected(page).first().getAttribute('aria-controls')}`)
    expect(await panel.getAttribute('role')).toBe('tabpanel')
    expect(await panel.getAttribute('aria-labelledby')).toBe(await selected(page).first().getAttribute('id'))
  })

  it('stay where they are on the screen when tabs above them change', async () => {
    const page = await site.open(guide)
    const last = page.getByRole('tablist').last()
    await last.scrollIntoViewIfNeeded()
    const before = await last.boundingBox()
    await last.getByRole('tab').last().click()
    expect((await last.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0)
  })
})

describe('search', () => {
  it.each([
    ['stop streaming early', 'guides/streaming'],
    ['Entra ID', 'production/entra-id'],
    ['AzureMLEndpointClient', 'api/core/AzureMLEndpointClient'],
    ['nextjs', 'frameworks/nextjs'],
    ['401 with a right key', 'start/troubleshooting'],
  ])('finds %s', async (query, address) => {
    const page = await site.open('')
    await page.keyboard.press('Control+k')
    await page.getByRole('searchbox').fill(query)
    const results = page.getByRole('option')
    await results.first().waitFor()
    const links = await results.locator('a').evaluateAll((found) => found.map((one) => one.getAttribute('href')))
    expect(links.map((link) => link?.split('#')[0])).toContain(`/azureml-endpoints/${address}`)
  })
})

describe('a page', () => {
  it('is copied as Markdown', async () => {
    const page = await site.open(guide, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy as Markdown' }).click()
    await page.getByRole('status').getByText('Page copied').waitFor()
    expect(await clipboard(page)).toBe(readFileSync(join(builtSite, `${guide}.md`), 'utf8'))
  })

  it('has code that is copied', async () => {
    const page = await site.open(guide, { permissions: ['clipboard-read', 'clipboard-write'] })
    const block = page.getByRole('tabpanel').first().locator('div[class*=language-]').first()
    await block.hover()
    await block.locator('button.copy').click()
    await block.locator('button.copied').waitFor()
    const shown = await block.locator('code').textContent()
    expect((await clipboard(page)).trim()).toBe(shown?.trim())
  })

  it('changes between light and dark', async () => {
    const page = await site.open(guide, { colorScheme: 'light' })
    const isDark = (): Promise<boolean> => page.evaluate(() => document.documentElement.classList.contains('dark'))
    expect(await isDark()).toBe(false)
    await page.getByRole('switch').first().click()
    expect(await isDark()).toBe(true)
    await page.reload({ waitUntil: 'networkidle' })
    expect(await isDark()).toBe(true)
  })

  it.each([
    [guide, 'docs/guides/streaming.md'],
    ['packages/core', 'packages/core/README.md'],
    ['contributing', 'CONTRIBUTING.md'],
  ])('%s is edited as %s', async (address, file) => {
    const page = await site.open(address)
    const link = page.getByRole('link', { name: 'Edit this page on GitHub' })
    expect(await link.getAttribute('href')).toBe(
      `https://github.com/azureml-endpoints/azureml-endpoints/edit/main/${file}`,
    )
  })
})

function selected(page: Page): Locator {
  return page.locator('[role=tab][aria-selected=true]')
}

async function shownIn(page: Page): Promise<string> {
  return (await page.getByRole('tabpanel').first().textContent()) ?? ''
}

async function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}
