import { describe, expect, it } from 'vitest'
import { apiTypes, entryPoints } from '../../src/contract/playground-contract.ts'
import { formatterChoices } from '../../src/server/formats/formatter-choices.ts'
import { takeScreenshot } from '../browser.ts'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()
const question = 'Will the Collatz conjecture ever be solved?'
const places = entryPoints.flatMap((entryPoint) => apiTypes.map((apiType) => ({ entryPoint, apiType })))

describe('the chat', { timeout: 60_000 }, () => {
  it.each(places)('sends a message through $entryPoint to a $apiType endpoint', async ({ entryPoint, apiType }) => {
    await on.choose('Client', entryPoint)
    await on.choose('API type', apiType)
    await on.ask(question)
    await on.answered()
    expect(await on.lastAnswer()).toContain(`You asked: "${question}"`)
    expect(await on.sentBody()).toMatchObject(
      apiType === 'dedicated'
        ? { input_data: { input_string: [{ role: 'user', content: question }] } }
        : { messages: [{ role: 'user', content: question }], stream: true },
    )
    await takeScreenshot(on.page, `answer-${entryPoint}-${apiType}`)
  })

  it.each(entryPoints)('streams through %s, and stops on request', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.ask('Please count to 300.')
    await on.page.getByText('1 2 3').waitFor()
    await on.page.getByRole('button', { name: 'Stop', exact: true }).click()
    await on.answered()
    const stopped = await on.lastAnswer()
    await on.page.waitForTimeout(300)
    expect(await on.lastAnswer()).toBe(stopped)
    expect(stopped).not.toContain('300')
    await on.ask('And now?')
    await on.answered()
    expect(await on.lastAnswer()).toContain('You asked: "And now?"')
  })

  it.each(entryPoints)('runs a tool through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.turnOn('Enable tools')
    await on.ask('How many collatz_steps does it take?')
    await on.answered()
    await on.page.getByRole('button', { name: /^collatz_steps\(\{"start":\d+\}\) done$/i }).click()
    expect(await on.page.getByRole('group', { name: 'Tool result' }).textContent()).toContain('"highest"')
    expect(await on.lastAnswer()).toContain('The tool answered')
    await on.page.getByText('Request 2 of 2').waitFor()
    await on.ask('Thank you, once more.')
    await on.answered()
    await takeScreenshot(on.page, `tool-${entryPoint}`)
  })

  it.each(entryPoints)('sends an image that was dropped on the message box, through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.dropImage()
    await on.page.getByRole('button', { name: 'Remove collatz-27.png' }).waitFor()
    await on.ask('What is this?')
    await on.answered()
    expect(await on.lastAnswer()).toContain('I received one image (image/png)')
    await takeScreenshot(on.page, `picture-${entryPoint}`)
  })

  it.each(entryPoints)('collapses the reasoning through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.page.getByRole('combobox', { name: 'Reasoning effort' }).click()
    await on.page.getByRole('option', { name: 'low' }).click()
    await on.ask(question)
    await on.answered()
    const thoughts = on.page.getByText('I only pretend to think')
    expect(await thoughts.isVisible()).toBe(false)
    await on.page.getByRole('button', { name: 'Reasoning', exact: true }).click()
    await thoughts.waitFor()
  })

  it.each(entryPoints)('shows structured output through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.turnOn('Structured output')
    await on.ask(question)
    await on.answered()
    const json = await on.page.getByRole('group', { name: 'Structured output' }).textContent()
    expect(JSON.parse(json ?? '')).toHaveProperty('confidence')
  })

  it('works with every formatter', async () => {
    const seen: string[] = []
    for (const { summary } of formatterChoices) {
      await on.page.getByRole('combobox', { name: 'Formatter' }).click()
      await on.page.getByRole('option', { name: summary.label, exact: true }).click()
      await on.ask(question)
      await on.answered()
      seen.push(`${summary.name}: ${(await on.lastAnswer()).slice(0, 37)}`)
      await on.page.getByRole('button', { name: 'New conversation' }).click()
    }
    const opening = 'This is the endpoint emulator speaking'.slice(0, 37)
    expect(seen).toEqual(formatterChoices.map(({ summary: { name } }) => `${name}: ${opening}`))
  })

  it('shows Markdown, also in dark mode', async () => {
    await on.ask('Show me Markdown, please.')
    await on.answered()
    expect(await on.page.getByRole('cell', { name: '9 232' }).isVisible()).toBe(true)
    await on.page.getByRole('button', { name: 'Switch to dark mode' }).click()
    await takeScreenshot(on.page, 'markdown-dark')
  })
})
