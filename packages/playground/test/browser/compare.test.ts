import { describe, expect, it } from 'vitest'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { Locator } from 'playwright-core'
import { overflowingWidths, violationsOf } from '../accessibility.ts'
import { takeScreenshot } from '../browser.ts'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()

describe('a comparison', { timeout: 60_000 }, () => {
  it('sends one question to all targets at the same time, each through its client', async () => {
    await compare()
    await on.page.getByRole('button', { name: 'Add target' }).click()
    await on.choose('Client', 'AI SDK')
    await on.choose('API type', 'dedicated')
    expect(await on.page.getByRole('button', { name: 'Add target' }).count()).toBe(0)
    await on.ask('Count to 300')
    // The answers that stream arrive at the same time.
    await on.page.waitForFunction(() => {
      const answers = [...document.querySelectorAll('[aria-label="Model message"]')]
      return answers.filter(({ textContent }) => /20 21 22(?!.*299 300)/.test(textContent ?? '')).length === 2
    })
    await on.answered()
    for (const number of [1, 2, 3]) {
      expect(await answerOf(number)).toContain('299 300')
      expect(await answerOf(number)).toMatch(/\d+ tokens · first token \d/)
    }
    await takeScreenshot(on.page, 'compare')
  })

  it('shows the wire and the timing of each target', async () => {
    await compare()
    await on.choose('API type', 'dedicated')
    await on.ask('What do you send?')
    await on.answered()
    await act(1, 'Show the requests')
    expect(await on.sentBody()).toHaveProperty('input_data')
    await act(2, 'Show the requests')
    expect(await on.sentBody()).toHaveProperty('messages')
    await act(2, 'Show the timing')
    await on.page.getByRole('img', { name: /^Tokens over time/ }).waitFor()
  })

  it('goes on with the other targets if one fails', async () => {
    await compare()
    await on.simulateFault('Wrong key (401)')
    await on.ask('Who answers?')
    await on.answered()
    await target(1).getByRole('alert').getByText('EndpointError · HTTP 401').waitFor()
    expect(await answerOf(2)).toContain('Who answers?')
    await takeScreenshot(on.page, 'compare-failure')
    // The fault was for one message.
    await on.ask('And now?')
    await on.answered()
    for (const number of [1, 2]) expect(await answerOf(number)).toContain('And now?')
    await target(1).getByRole('button', { name: 'Retry' }).first().waitFor()
  })

  it.each(['the button', 'Esc'])('stops all targets by %s', async (way) => {
    const pieces = Array.from({ length: 2_000 }, (_, index) => `${index} `)
    await using slow = await startEndpointEmulator({ pace: { delayMs: 20 }, replies: [{ pieces, times: Infinity }] })
    await on.setEndpoint(`${slow.url}/v1/chat/completions`, 'any-key')
    await on.page.getByText('Using 127.0.0.1').waitFor()
    await compare()
    await on.ask('Count to 2000')
    for (const number of [1, 2]) await target(number).getByText('20 21 22').waitFor()
    if (way === 'Esc') await on.page.keyboard.press('Escape')
    else await on.page.getByRole('button', { name: 'Stop all' }).click()
    await on.answered()
    for (const number of [1, 2]) {
      await target(number).getByText('Stopped.', { exact: true }).waitFor()
      expect(await answerOf(number)).not.toContain('1999')
    }
  })

  it('starts all targets anew by the shortcut while they answer', async () => {
    await compare()
    await on.ask('Count to 300')
    for (const number of [1, 2]) await target(number).getByText('20 21 22').waitFor()
    await on.page.keyboard.press('Control+Shift+O')
    await on.answered()
    await expect.poll(() => on.page.getByRole('article').count()).toBe(0)
    await on.page.waitForTimeout(500)
    expect(await on.page.getByRole('article').count()).toBe(0)
    expect(await on.focused()).toBe('Message')
  })

  it('calls other endpoints and deployments, each with its key', async () => {
    await using first = await startEndpointEmulator({ apiKey: 'key-of-the-first' })
    await using second = await startEndpointEmulator({ apiKey: 'key-of-the-second' })
    await on.setEndpoint(`${first.url}/v1/chat/completions`, 'key-of-the-first')
    await on.page.getByText(`Using ${new URL(first.url).host}`).waitFor()
    await compare()
    await on.page.getByRole('textbox', { name: 'Deployment', exact: true }).fill('blue')
    await select(2)
    await on.page.getByRole('button', { name: 'Change', exact: true }).click()
    await on.page.getByRole('textbox', { name: 'Endpoint URL' }).fill(`${second.url}/score`)
    await on.page.getByLabel('API key', { exact: true }).fill('key-of-the-second')
    await on.page.getByRole('combobox', { name: 'API type' }).click()
    await on.page.getByRole('option', { name: 'dedicated' }).click()
    await on.page.getByRole('button', { name: 'Use this endpoint' }).click()
    await on.page.getByText(`Using ${new URL(second.url).host}`).waitFor()
    await on.ask('Which endpoint?')
    await on.answered()
    for (const number of [1, 2]) expect(await answerOf(number)).toContain('Which endpoint?')
    expect(first.requests.map(({ headers }) => headers['azureml-model-deployment'])).toEqual(['blue'])
    expect(second.requests).toHaveLength(1)
  })

  it('keeps the conversation of the chat, and continues one of its own there', async () => {
    await on.ask('Before the comparison')
    await on.answered()
    await compare()
    await on.ask('In the comparison')
    await on.answered()
    await on.choose('View', 'Chat')
    expect(await on.lastAnswer()).toContain('Before the comparison')
    await on.choose('View', 'Compare')
    await act(2, 'Continue in the chat')
    await on.page.getByRole('radio', { name: 'Chat', checked: true }).waitFor({ state: 'attached' })
    expect(await on.lastAnswer()).toContain('In the comparison')
    expect(await on.page.getByRole('radio', { name: 'LangChain' }).isChecked()).toBe(true)
    await on.ask('More?')
    await on.answered()
    expect(await on.sentBody()).toMatchObject({ messages: [{}, {}, { content: 'More?' }] })
    await on.page.keyboard.press('Control+Shift+H')
    const list = on.page.getByRole('list', { name: 'Conversations' })
    await list.getByRole('button', { name: /^Before the comparison/ }).waitFor()
    await list.getByRole('button', { name: /^In the comparison/ }).waitFor()
  })

  it.each(['light', 'dark'] as const)('is accessible in %s mode, and fits every screen', async (colorScheme) => {
    await on.page.emulateMedia({ colorScheme })
    await compare()
    await on.page.getByRole('button', { name: 'Add target' }).click()
    expect(await violationsOf(on.page)).toEqual([])
    await on.ask('Show me Markdown')
    await on.answered()
    expect(await violationsOf(on.page)).toEqual([])
    expect(await overflowingWidths(on.page)).toEqual([])
    await takeScreenshot(on.page, `compare-${colorScheme}`)
    await on.page.setViewportSize({ width: 360, height: 740 })
    await expect.poll(() => on.page.getByRole('region', { name: /^Target/ }).count()).toBe(1)
    await on.choose('Target', 'Target 1')
    await on.page.getByRole('region', { name: 'Target 1' }).waitFor()
    await takeScreenshot(on.page, `compare-phone-${colorScheme}`)
    expect(await violationsOf(on.page)).toEqual([])
  })
})

async function compare(): Promise<void> {
  await on.choose('View', 'Compare')
  await target(2).waitFor()
}

function target(number: number): Locator {
  return on.page.getByRole('region', { name: `Target ${number}` })
}

async function select(number: number): Promise<void> {
  await target(number).locator('.target-name').click()
}

async function act(number: number, action: string): Promise<void> {
  await on.page.getByRole('button', { name: `Actions for target ${number}` }).click()
  const menu = on.page.getByRole('menu', { name: `Actions for target ${number}` })
  await menu.getByRole('menuitem', { name: action }).click()
}

async function answerOf(number: number): Promise<string> {
  return (await target(number).getByRole('article', { name: 'Model message' }).last().textContent()) ?? ''
}
