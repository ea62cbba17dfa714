import type { RunningEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../accessibility.ts'
import { takeScreenshot } from '../browser.ts'
import { pageStates, startSlowEndpoint } from './page-states.ts'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()
let endpoint: RunningEndpointEmulator
beforeAll(async () => {
  endpoint = await startSlowEndpoint()
})
afterAll(() => endpoint.close())

describe.each(Object.entries(pageStates))('the page: %s', { timeout: 90_000 }, (name, enter) => {
  it('is accessible in both themes and cuts no text off at any width', async () => {
    await on.page.emulateMedia({ reducedMotion: 'reduce' })
    await enter(on, `${endpoint.url}/v1/chat/completions`)
    for (const colorScheme of ['light', 'dark'] as const) {
      await on.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await on.page.locator(`html[data-mantine-color-scheme='${colorScheme}']`).waitFor()
      await screenshot(`desktop-${colorScheme}-${name}`)
      expect({ colorScheme, found: await violationsOf(on.page) }).toEqual({ colorScheme, found: [] })
    }
    await expect.poll(textCutOff).toEqual([])
    for (const width of [1_920, 1_200, 768, 390, 320]) {
      await on.page.setViewportSize({ width, height: 844 })
      for (const panel of width < 1_200 ? panelsOf(name) : []) {
        await on.choose('Panel', panel)
        await expect.poll(textCutOff, { message: `${panel} at ${width}` }).toEqual([])
        if (width === 390) await takePhoneScreenshots(panel)
      }
      await expect.poll(textCutOff, { message: `at ${width}` }).toEqual([])
    }
  })

  async function takePhoneScreenshots(panel: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await on.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await screenshot(`phone-${colorScheme}-${name}-${panel}`)
    }
  }
})

/** Screenshots are for people to look at, and take as long as the tests themselves: set `SCREENSHOTS` for them. */
async function screenshot(file: string): Promise<void> {
  if (process.env['SCREENSHOTS']) await takeScreenshot(on.page, file)
}

/** Returns the panels of a small screen that a state concerns. */
function panelsOf(name: string): readonly string[] {
  if (name === 'shortcuts') return []
  if (name === 'start') return ['Settings', 'Inspector', 'Chat']
  if (name === 'your endpoint') return ['Settings']
  return ['timing', 'calls', 'formats', 'code'].includes(name) ? ['Inspector'] : ['Chat']
}

/**
 * Lists the texts that do not fit into their element, and the page itself if it scrolls sideways. Text truncated with "…" is allowed if
 * its tooltip shows all of it.
 */
function textCutOff(): Promise<readonly string[]> {
  return on.page.evaluate(() => {
    const isShown = (element: Element): boolean =>
      element.checkVisibility() && element.closest('[inert], [data-hidden-text]') === null
    const isCut = (element: HTMLElement): boolean => {
      const { overflowX, textOverflow } = getComputedStyle(element)
      if (textOverflow === 'ellipsis' && element.title === element.textContent) return false
      return element.scrollWidth > element.clientWidth + 1 && ['hidden', 'clip'].includes(overflowX)
    }
    const header = document.querySelector('.header')?.getBoundingClientRect()
    const leavesHeader = (element: HTMLElement): boolean => {
      if (header === undefined || element.closest('.header') === null) return false
      const { top, bottom } = element.getBoundingClientRect()
      return top < header.top || bottom > header.bottom
    }
    const hasText = (element: Element): boolean =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '')
    const hidden = (element: HTMLElement): boolean => element.clientWidth <= 1
    const cut = [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => hasText(element) && isShown(element) && !hidden(element))
      .filter(
        (element) => isCut(element) || leavesHeader(element) || element.getBoundingClientRect().right > innerWidth + 1,
      )
      .filter((element) => isCut(element) || leavesHeader(element) || element.closest('pre, table, .markdown') === null)
      .map((element) => `${element.className}: ${element.textContent?.slice(0, 60)}`)
    return document.documentElement.scrollWidth > innerWidth ? ['the page itself', ...cut] : cut
  })
}
