import { describe, expect, it } from 'vitest'
import { entryPoints } from '../../src/contract/playground-contract.ts'
import { violationsOf } from '../accessibility.ts'
import { takeScreenshot } from '../browser.ts'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()
const question = 'Will the Collatz conjecture ever be solved?'

describe('the inspector', { timeout: 60_000 }, () => {
  it('shows the raw response and what the formatter parsed', async () => {
    await on.ask(question)
    await on.answered()
    await on.page.getByRole('button', { name: /Parsed by the formatter/ }).click()
    // The page can render the last events after the end of the answer.
    const raw = on.page.getByRole('group', { name: 'Raw response' })
    await expect
      .poll(
        async () => {
          await raw.evaluate((area) => area.scrollTo({ top: area.scrollHeight }))
          return raw.textContent()
        },
        { timeout: 10_000 },
      )
      .toContain('data: [DONE]')
    expect(await on.page.getByRole('group', { name: 'Parsed response' }).textContent()).toContain('"text":"This"')
  })

  it('folds the parts of a request, and shows its JSON in colors', async () => {
    await on.ask('Show me Markdown.')
    await on.answered()
    const body = on.page.getByRole('group', { name: 'Request body' })
    const colorOf = (place: string): Promise<string> =>
      on.page
        .locator(place)
        .first()
        .evaluate((element) => getComputedStyle(element).color)
    for (const place of ['.listing', '.code-block']) {
      const [plain, keyword] = [await colorOf(place), await colorOf(`${place} .hljs-keyword`)]
      expect({ place, color: keyword }).not.toEqual({ place, color: plain })
    }
    await on.page.getByRole('button', { name: 'Request body', exact: true }).click()
    await body.waitFor({ state: 'detached' })
  })

  it('shows the conversation in every format', async () => {
    await on.page.getByRole('tab', { name: 'Formats' }).click()
    const body = await on.page.getByRole('group', { name: 'mistral · serverless' }).textContent()
    expect(JSON.parse(body ?? '')).toHaveProperty('messages')
    await takeScreenshot(on.page, 'formats')
  })

  it('keeps a history and opens a call from it', async () => {
    await on.ask('The first?')
    await on.answered()
    await on.ask('The second?')
    await on.answered()
    await on.page.getByRole('tab', { name: 'Calls' }).click()
    await takeScreenshot(on.page, 'calls')
    await on.page.getByRole('button', { name: 'The first?' }).click()
    expect(await on.sentBody()).toMatchObject({ messages: [{ content: 'The first?' }] })
  })

  it.each(entryPoints)('generates code for %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.page.getByRole('tab', { name: 'Code' }).click()
    const code = await on.page.getByRole('group', { name: `TypeScript for ${entryPoint}` }).textContent()
    expect(code).toContain('process.env.AZUREML_ENDPOINT_API_KEY')
  })
})

describe('the page', { timeout: 60_000 }, () => {
  it.each(['light', 'dark'] as const)('has no serious accessibility violations in %s mode', async (colorScheme) => {
    await on.page.emulateMedia({ colorScheme })
    expect(await violationsOf(on.page)).toEqual([])
    await on.turnOn('Enable tools')
    await on.ask('Show me Markdown with get_weather')
    await on.answered()
    expect(await violationsOf(on.page)).toEqual([])
    for (const tab of ['Timing', 'Formats', 'Calls', 'Code']) {
      await on.page.getByRole('tab', { name: tab }).click()
      expect(await violationsOf(on.page)).toEqual([])
    }
    await on.simulateFault('Wrong key (401)')
    await on.ask('And this?')
    await on.answered()
    expect(await violationsOf(on.page)).toEqual([])
    await on.choose('Endpoint', 'Your endpoint')
    expect(await violationsOf(on.page)).toEqual([])
    await takeScreenshot(on.page, `whole-${colorScheme}`)
  })

  it('works on a screen of 360 pixels', async () => {
    await on.page.setViewportSize({ width: 360, height: 740 })
    await takeScreenshot(on.page, 'narrow-start')
    await on.ask(question)
    await on.answered()
    await takeScreenshot(on.page, 'narrow-chat')
    expect(await violationsOf(on.page)).toEqual([])
    for (const part of ['Settings', 'Inspector']) {
      await on.choose('Panel', part)
      await takeScreenshot(on.page, `narrow-${part.toLowerCase()}`)
      expect(await violationsOf(on.page)).toEqual([])
      expect(await on.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    }
  })

  it('can be used by keyboard alone', async () => {
    await on.page.getByRole('textbox', { name: 'Message' }).focus()
    await on.page.keyboard.type('One line')
    await on.page.keyboard.press('Shift+Enter')
    await on.page.keyboard.type('and another')
    await on.page.keyboard.press('Enter')
    await on.answered()
    expect(await on.lastAnswer()).toContain('One line\nand another')
  })
})
