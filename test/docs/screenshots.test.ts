// Screenshots for people to look at, in test/docs/screenshots.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useSite } from './site-on-screen.ts'

const pages = {
  home: '',
  guide: 'guides/streaming',
  reference: 'start/models',
  diagram: 'reference/architecture',
  api: 'api/core/EndpointOptions',
  class: 'api/core/AzureMLEndpointClient',
}
const screens = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}

describe('screenshots', () => {
  const site = useSite()
  for (const [name, address] of Object.entries(pages)) {
    for (const [screen, options] of Object.entries(screens)) {
      it.each(['light', 'dark'] as const)(`${name} on ${screen}, %s`, async (colorScheme) => {
        const page = await site.open(address, { ...options, colorScheme })
        const folder = join(import.meta.dirname, 'screenshots')
        await mkdir(folder, { recursive: true })
        const picture = await page.screenshot({ path: join(folder, `${name}-${screen}-${colorScheme}.png`) })
        expect(picture.length).toBeGreaterThan(10_000)
      })
    }
  }
})
