// The Next.js example, built with the tarballs and used in a real browser.
import { fileURLToPath } from 'node:url'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { collectErrors } from '../browser/console-errors.ts'
import { buildNextApp, startNextApp } from './next-app.ts'
import type { Project } from './project.ts'
import type { ServerProcess } from './server-process.ts'

const key = 'my-api-key'
const picture = fileURLToPath(new URL('../../examples/core/collatz-27.png', import.meta.url))

const weatherCall = { toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] }
const emailCall = { name: 'send_email', arguments: { to: 'ann@example.com', text: 'Hello Ann' } }

let consumer: Project
let emulator: RunningEndpointEmulator
let server: ServerProcess
let browser: Browser
let page: Page
let problems: string[] = []

beforeAll(async () => {
  consumer = await buildNextApp()
  emulator = await startEndpointEmulator({ apiKey: key })
  server = await startNextApp(consumer.folder, {
    AZUREML_ENDPOINT_URL: `${emulator.url}/v1/chat/completions`,
    AZUREML_ENDPOINT_API_KEY: key,
    TOOL_APPROVAL_SECRET: 'a-secret-of-the-server-0123456789',
  })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await server?.end('SIGTERM')
  await emulator?.close()
  await consumer?.remove()
})

beforeEach(async () => {
  page = await browser.newPage()
  page.setDefaultTimeout(20_000)
  problems = []
  collectErrors(page, problems)
  await page.goto(server.url)
})

afterEach(async () => {
  await page.close()
  if (problems.length > 0) throw new Error(`The console has errors: ${problems.join('; ')}`)
})

async function send(text: string): Promise<void> {
  await page.getByLabel('Message').fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

/** Finds the latest answer with a text. */
function answer(text: string): Locator {
  return page.getByRole('article', { name: 'Model' }).last().getByText(text)
}

/** Creates a reply that waits until it is released. Only one request gets it, although it is a function. */
function holdReply() {
  const { promise, resolve: release } = Promise.withResolvers<string>()
  let isUsed = false
  const reply = (): Promise<string> | undefined => {
    if (isUsed) return undefined
    isUsed = true
    return promise
  }
  return { reply, release }
}

const lastBody = (): string => JSON.stringify(emulator.requests.at(-1)?.body)

describe('the Next.js example', () => {
  it('starts a chat, streams answers and keeps the conversation', async () => {
    emulator.reply(['It is unsolved.', 'Collatz did.'])
    expect(new URL(page.url()).pathname).toMatch(/^\/chat\/\w+$/)
    await send('Is the Collatz conjecture solved?')
    await answer('It is unsolved.').waitFor()
    await send('Who posed it?')
    await answer('Collatz did.').waitFor()
    expect(lastBody()).toContain('It is unsolved.')
    await page.reload()
    expect(await page.getByRole('article').allInnerTexts()).toEqual([
      'Is the Collatz conjecture solved?',
      'It is unsolved.',
      'Who posed it?',
      'Collatz did.',
    ])
  })

  it('shows the call of a tool', async () => {
    emulator.reply([weatherCall, 'It is mild.'])
    await send('How is the weather in Oslo?')
    await answer('18 degrees and a light wind in Oslo').waitFor()
    await answer('It is mild.').waitFor()
    expect(lastBody()).toContain('18 degrees')
  })

  it.each([
    ['Approve', 'Sent to ann@example.com.', 'Sent to ann@example.com.'],
    ['Deny', 'Not sent.', 'denied'],
  ])('asks before it sends an email: %s, after a reload', async (button, shown, told) => {
    emulator.reply([{ toolCalls: [emailCall] }, 'Anything else?'])
    await send('Say hello to Ann.')
    await page.getByRole('group', { name: 'Send this to ann@example.com?' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: button }).click()
    await answer(shown).waitFor()
    await answer('Anything else?').waitFor()
    expect(lastBody()).toContain(told)
  })

  it('sends an image', async () => {
    emulator.reply('A diagram.')
    await page.getByLabel('Images').setInputFiles(picture)
    await send('What is this?')
    await answer('A diagram.').waitFor()
    expect(await page.getByRole('img', { name: 'collatz-27.png' }).isVisible()).toBe(true)
    expect(lastBody()).toContain('data:image/png;base64,')
  })

  it('continues an answer after a reload', async () => {
    const held = holdReply()
    emulator.reply([{ ...weatherCall, text: 'Let me see.' }, held.reply])
    const before = emulator.requests.length
    await send('How is the weather in Oslo?')
    await answer('Let me see.').waitFor()
    await page.reload()
    await answer('Let me see.').waitFor()
    await answer('18 degrees and a light wind in Oslo').waitFor()
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
    held.release('It is mild.')
    await answer('It is mild.').waitFor()
    const whole = await page.getByRole('article').allInnerTexts()
    expect(whole).toHaveLength(2)
    expect(whole[1]?.match(/Let me see/g)).toHaveLength(1)
    expect(emulator.requests.length - before).toBe(2)
    await page.reload()
    expect(await page.getByRole('article').allInnerTexts()).toEqual(whole)
  })

  it('continues the answer to an approval after a reload', async () => {
    const held = holdReply()
    emulator.reply([{ text: 'I will.', toolCalls: [emailCall] }, held.reply])
    const before = emulator.requests.length
    await send('Say hello to Ann.')
    await page.getByRole('button', { name: 'Approve' }).click()
    await answer('Sent to ann@example.com.').waitFor()
    await expect.poll(() => emulator.requests.length - before).toBe(2)
    await page.reload()
    await answer('Sent to ann@example.com.').waitFor()
    held.release('Anything else?')
    await answer('Anything else?').waitFor()
    expect(await page.getByRole('article').allInnerTexts()).toEqual([
      'Say hello to Ann.',
      expect.stringMatching(/^I will\.\s+✉ Sent to ann@example\.com\.\s+Anything else\?$/),
    ])
  })

  it('streams from the short route of the guide, thoughts apart, and hides the details of errors', async () => {
    await page.goto(`${server.url}/deepseek`)
    const held = holdReply()
    emulator.reply([{ reasoning: 'Let me think.', text: 'It is unsolved.' }, held.reply])
    await send('Is the Collatz conjecture solved?')
    const article = page.getByRole('article', { name: 'assistant' }).last()
    await article.getByText('It is unsolved.').waitFor()
    expect(await article.locator('em').innerText()).toBe('Let me think.')
    expect(emulator.requests.at(-1)?.deployment).toBe('my-deepseek')
    await send('Who posed it?')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Send' }).waitFor()
    held.release('Collatz did.')
    emulator.fail({ status: 400, body: { error: { message: 'The prompt is too long' } } })
    await send('Hello')
    await page.getByRole('alert').getByText('The model is not available.').waitFor()
    expect(await page.content()).not.toContain('too long')
  })

  it('shows the error message of the endpoint', async () => {
    emulator.fail({ status: 400, body: { error: { message: 'The prompt is too long' } } })
    await send('Hello')
    await page.getByRole('alert').getByText('The prompt is too long').waitFor()
    expect(await page.content()).not.toContain(key)
  })
})
