import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { describe, expect, it } from 'vitest'
import { entryPoints } from '../../src/contract/playground-contract.ts'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()
const question = 'Will the Collatz conjecture ever be solved?'

describe('a failed turn', { timeout: 60_000 }, () => {
  it('is shown, never sent again, and can be retried', async () => {
    await on.simulateFault('Wrong key (401)')
    await on.ask('The failing one?')
    await on.answered()
    await on.page.getByRole('alert').waitFor()
    await on.ask('The second?')
    await on.answered()
    expect(await on.sentBody()).toMatchObject({ messages: [{ role: 'user', content: 'The second?' }] })
    await on.newConversation()
    await on.simulateFault('Connection reset mid-response')
    await on.ask('The interrupted one?')
    await on.answered()
    await on.page.getByRole('button', { name: 'Retry' }).click()
    await on.answered()
    expect(await on.page.getByRole('article').count()).toBe(2)
    expect(await on.lastAnswer()).toContain('You asked: "The interrupted one?"')
    expect(await on.sentBody()).toMatchObject({ messages: [{ role: 'user', content: 'The interrupted one?' }] })
  })

  it('is left out too if it was stopped before the first chunk', async () => {
    await using emulator = await startEndpointEmulator({ replies: [{ text: 'Late.', latencyMs: 20_000 }, 'Soon.'] })
    await on.setEndpoint(`${emulator.url}/v1/chat/completions`, 'any-key')
    await on.page.getByText('Using 127.0.0.1').waitFor()
    await on.ask('Are you there?')
    await on.status('Connecting')
    await on.page.keyboard.press('Escape')
    await on.status('Stopped')
    await on.page.getByText('Stopped before the first chunk').waitFor()
    await on.ask('And now?')
    await on.answered()
    expect(emulator.requests.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: 'And now?' }] })
  })
})

describe('the actions of a message', { timeout: 60_000 }, () => {
  it('stop by Esc, and keep what has arrived', async () => {
    await on.ask('Please count to 300.')
    await on.page.getByText('1 2 3').waitFor()
    await on.status('Streaming')
    await on.page.keyboard.press('Escape')
    await on.status('Stopped')
    expect(await on.lastAnswer()).toContain('1 2 3')
    expect(await on.focused()).toBe('Message')
    await on.page.getByRole('tab', { name: 'Calls' }).click()
    await on.page.getByRole('cell', { name: 'stopped' }).waitFor()
    await on.page.getByRole('tab', { name: 'Timing' }).click()
    await on.page.getByText('Stopped', { exact: true }).last().waitFor()
  })

  it('answer a question again, and edit an earlier one', async () => {
    await on.ask('The first?')
    await on.answered()
    await on.ask('The second?')
    await on.answered()
    await on.page.getByRole('button', { name: 'Regenerate' }).last().click()
    await on.answered()
    expect(await on.page.getByRole('article').count()).toBe(4)
    await on.page.getByRole('button', { name: 'Edit and resend' }).first().click()
    const editor = on.page.getByRole('textbox', { name: 'Edit message' })
    expect(await on.focused()).toBe('Edit message')
    await editor.press('Escape')
    expect(await on.focused()).toBe('Message')
    await on.page.getByRole('button', { name: 'Edit and resend' }).first().click()
    await editor.fill('The better first?')
    await editor.press('Enter')
    await on.answered()
    expect(await on.page.getByRole('article').count()).toBe(2)
    expect(await on.lastAnswer()).toContain('You asked: "The better first?"')
  })

  it('copy a message, an answer, its code, and the conversation', async () => {
    await on.ask('Show me Markdown.')
    await on.answered()
    const copied = async (label: string): Promise<string> => {
      await on.page.getByRole('button', { name: label }).click()
      return on.page.evaluate(() => navigator.clipboard.readText())
    }
    expect(await copied('Copy message')).toBe('Show me Markdown.')
    expect(await copied('Copy answer')).toMatch(/^## An emulated answer[^]*```\n$/)
    expect(await copied('Copy code')).toBe('const next = (n: number) => (n % 2 === 0 ? n / 2 : 3 * n + 1)')
    expect(await copied('Copy conversation')).toMatch(/^\*\*User:\*\*\n\nShow me Markdown\.\n\n\*\*Model:\*\*\n\n## /)
  })

  it('show tokens, first token and speed, and open the requests', async () => {
    await on.ask(question)
    await on.answered()
    const footer = on.page.locator('.measurements')
    expect(await footer.textContent()).toMatch(/^\d+ tokens · first token \d+ ms · \d+ tokens\/s$/)
    await on.ask('Another?')
    await on.answered()
    await on.page.getByRole('button', { name: 'Inspect the requests' }).first().click()
    expect(await on.sentBody()).toMatchObject({ messages: [{ content: question }] })
  })
})

describe('the states of a call', { timeout: 60_000 }, () => {
  it.each(entryPoints)('show the wait for a retry through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.simulateFault('Overloaded once (503)')
    await on.ask(question)
    const waiting = on.page.getByTestId('retrying')
    await waiting.waitFor()
    expect(await waiting.textContent()).toMatch(/Waiting to retry\. Next attempt in [0-2] s\..*HTTP 503/)
    expect(await on.page.getByTestId('status').textContent()).toMatch(/Retrying/)
    await on.answered()
    await on.status('Ready')
    await on.page.getByRole('tab', { name: 'Timing' }).click()
    await on.page.getByText('HTTP 503').first().waitFor()
    expect(await on.lastAnswer()).toContain('You asked')
  })

  it('show a failure in the header, the conversation, the calls and the timing', async () => {
    await on.simulateFault('Model error (400)')
    await on.ask(question)
    await on.answered()
    await on.status('Failed')
    expect(await on.page.getByRole('alert').textContent()).toContain('HTTP 400')
    await on.page.getByRole('tab', { name: 'Calls' }).click()
    await on.page.getByRole('cell', { name: 'failed: 400' }).waitFor()
    await on.page.getByRole('tab', { name: 'Timing' }).click()
    await on.page.getByText('No tokens arrived, so there is no chart.').waitFor()
    await on.page.getByText('Failed', { exact: true }).last().waitFor()
  })
})

describe('at first', { timeout: 60_000 }, () => {
  it.each([
    ['Stream an answer', 'An emulated answer in Markdown'],
    ['Call a tool', 'The tool answered'],
    ['Survive an overloaded endpoint', 'You asked'],
  ])('offers to try it: %s', async (trial, answer) => {
    await expect.poll(() => on.focused()).toBe('Message')
    expect(await on.page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
    await on.page.getByRole('button', { name: new RegExp(trial) }).click()
    await on.page.getByText(answer).first().waitFor()
    await on.answered()
  })

  it('has nothing essential below the fold', async () => {
    for (const name of ['Connection', 'Generation', 'Tools and output', 'Faults']) {
      const box = await on.page.getByRole('button', { name, exact: true }).boundingBox()
      expect(box && { name, end: Math.ceil(box.y + box.height) }).toSatisfy((at) => at !== null && at.end <= 800)
    }
    const send = await on.page.getByRole('button', { name: 'Send', exact: true }).boundingBox()
    expect(send && send.y + send.height).toBeLessThanOrEqual(800)
  })
})
