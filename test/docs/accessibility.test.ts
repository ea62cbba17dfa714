// axe finds nothing on pages of every kind, in both themes, on a phone and a desktop.
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useSite } from './site-on-screen.ts'

const pages = {
  'the home page': '',
  'a guide with tabs': 'guides/streaming',
  'a page of reference, with long tables': 'reference/fault-matrix',
  'a page with diagrams': 'reference/architecture',
  'a page with wide tables': 'start/models',
  "a package's page": 'packages/core',
  'an interface of the API': 'api/core/EndpointOptions',
  'a class of the API': 'api/core/AzureMLEndpointClient',
}
const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe('axe', () => {
  const site = useSite()
  for (const [name, address] of Object.entries(pages)) {
    for (const [screen, viewport] of Object.entries(widths)) {
      it.each(['light', 'dark'] as const)(`finds nothing on ${name}, on a ${screen}, %s`, async (colorScheme) => {
        const page = await site.open(address, { viewport, colorScheme })
        expect(await findings(page)).toEqual([])
      })
    }
  }
})

async function findings(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe })
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { readonly axe: { run(): Promise<AxeResults> } }
    const { violations } = await checker.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`)
  })
}
