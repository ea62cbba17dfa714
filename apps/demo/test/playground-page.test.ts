import { readFileSync } from 'node:fs'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium, takeScreenshot } from './browser.ts'
import { type PlaygroundProcess, startPlaygroundProcess } from './playground-process.ts'

const question = 'Will the Collatz conjecture ever be solved?'
const entryPoints = ['core', 'LangChain', 'AI SDK'] as const
const apiTypes = ['dedicated', 'serverless'] as const
const places = entryPoints.flatMap((entryPoint) => apiTypes.map((apiType) => ({ entryPoint, apiType })))

let browser: Browser
let playground: PlaygroundProcess
let page: Page
let complaints: string[]

beforeAll(async () => {
  ;[browser, playground] = await Promise.all([launchChromium(), startPlaygroundProcess()])
}, 60_000)

afterAll(async () => {
  await browser.close()
  await playground[Symbol.asyncDispose]()
})

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(15_000)
  complaints = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await page.goto(playground.url)
})

afterEach(async () => {
  await page.close()
  if (complaints.length > 0) throw new Error(`The console says: ${complaints.join('; ')}`)
})

describe('the chat', { timeout: 60_000 }, () => {
  it.each(places)('asks through $entryPoint on a $apiType endpoint', async ({ entryPoint, apiType }) => {
    await choose('Way in', entryPoint)
    await choose('API type', apiType)
    await ask(question)
    await answered()
    expect(await lastAnswer()).toContain(`You asked: "${question}"`)
    expect(await sentBody()).toMatchObject(
      apiType === 'dedicated'
        ? { input_data: { input_string: [{ role: 'user', content: question }] } }
        : { messages: [{ role: 'user', content: question }], stream: true },
    )
    await takeScreenshot(page, `answer-${entryPoint}-${apiType}`)
  })

  it.each(entryPoints)('streams through %s, and stops when told to', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await ask('Please count to 300.')
    await page.getByText('1 2 3').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await answered()
    const stopped = await lastAnswer()
    await page.waitForTimeout(300)
    expect(await lastAnswer()).toBe(stopped)
    expect(stopped).not.toContain('300')
    await ask('And now?')
    await answered()
    expect(await lastAnswer()).toContain('You asked: "And now?"')
  })

  it.each(entryPoints)('runs a tool through %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await page.getByRole('switch', { name: 'Offer tools' }).check({ force: true })
    await ask('How many collatz_steps does it take?')
    await answered()
    await page.getByRole('button', { name: /^collatz_steps\(\{"start":\d+\}\) done$/i }).click()
    expect(await page.getByRole('region', { name: 'What the tool gave' }).textContent()).toContain('"highest"')
    expect(await lastAnswer()).toContain('The tool answered')
    await page.getByText('Request 2 of 2').waitFor()
    await ask('Thank you, once more.')
    await answered()
    await takeScreenshot(page, `tool-${entryPoint}`)
  })

  it.each(entryPoints)('takes a picture, dropped on the message box, through %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await dropPicture()
    await page.getByRole('button', { name: 'Remove collatz-27.png' }).waitFor()
    await ask('What is this?')
    await answered()
    expect(await lastAnswer()).toContain('I received one image (image/png)')
    await takeScreenshot(page, `picture-${entryPoint}`)
  })

  it.each(entryPoints)('folds the reasoning through %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await page.getByRole('combobox', { name: 'Reasoning effort' }).click()
    await page.getByRole('option', { name: 'low' }).click()
    await ask(question)
    await answered()
    const thoughts = page.getByText('I only pretend to think')
    expect(await thoughts.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Reasoning', exact: true }).click()
    await thoughts.waitFor()
  })

  it.each(entryPoints)('shows structured output through %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await page.getByRole('switch', { name: 'Structured output' }).check({ force: true })
    await ask(question)
    await answered()
    const json = await page.getByRole('region', { name: 'Structured answer' }).textContent()
    expect(JSON.parse(json ?? '')).toHaveProperty('confidence')
  })

  it('shows Markdown, in the dark too', async () => {
    await ask('Show me Markdown, please.')
    await answered()
    expect(await page.getByRole('cell', { name: '9 232' }).isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Switch to dark colours' }).click()
    await takeScreenshot(page, 'markdown-dark')
  })
})

describe('what goes wrong', { timeout: 60_000 }, () => {
  it.each(entryPoints)('explains a wrong key through %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await mishap('Wrong key (401)')
    await ask(question)
    await answered()
    const alert = await page.getByRole('alert').textContent()
    expect(alert).toContain('EndpointError · HTTP 401')
    expect(alert).toContain('Check `endpointApiKey`')
    await takeScreenshot(page, `failure-${entryPoint}`)
  })

  it.each(entryPoints)('marks a retry through %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await mishap('Overloaded once (503)')
    await ask(question)
    await answered()
    expect(await lastAnswer()).toContain('You asked')
    await page.getByText('Request 2 of 2').waitFor()
    await page.getByRole('tab', { name: 'Timing' }).click()
    await page.getByRole('img', { name: /Retries: 1/ }).waitFor()
    await page.locator('svg').getByText('retry').waitFor()
    await takeScreenshot(page, `retry-${entryPoint}`)
  })

  it.each(entryPoints)('keeps what came of an answer that breaks off, through %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await mishap('The answer breaks off')
    await ask(question)
    await answered()
    expect(await lastAnswer()).toContain('This is the endpoint')
    expect(await page.getByRole('alert').textContent()).toContain('EndpointError')
  })
})

describe('an endpoint of one’s own', { timeout: 60_000 }, () => {
  const key = 'the-secret-key-of-this-test'

  it.each(entryPoints)('asks it through %s, shows the true request, and never shows the key', async (entryPoint) => {
    await using emulator = await startEndpointEmulator({ apiKey: key })
    const seen: string[] = []
    page.on(
      'response',
      (response) =>
        void response.text().then(
          (text) => seen.push(text),
          () => {},
        ),
    )
    await choose('Way in', entryPoint)
    await nameEndpoint(`${emulator.url}/v1/chat/completions`, key)
    await page.getByText('Asking 127.0.0.1').waitFor()
    await ask(question)
    await answered()
    expect(await lastAnswer()).toContain('You asked')
    expect(await sentBody()).toEqual(emulator.requests[0]?.body)
    expect(emulator.requests).toHaveLength(1)
    const headers = await page.getByRole('region', { name: 'Headers as sent' }).textContent()
    expect(headers).toContain('authorization: Bearer <redacted>')
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))
    const values = await page.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value).join())
    for (const place of [await page.content(), stored, values, seen.join(), playground.log()]) {
      expect(place).not.toContain(key)
    }
    await takeScreenshot(page, `own-endpoint-${entryPoint}`)
  })

  it('begins with the one that the environment names', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: key })
    const environment = { AZUREML_ENDPOINT_URL: `${emulator.url}/score`, AZUREML_ENDPOINT_API_KEY: key }
    await using own = await startPlaygroundProcess(environment)
    await page.goto(own.url)
    await page.getByText('(dedicated)').waitFor()
    await ask(question)
    await answered()
    expect(emulator.requests[0]?.path).toBe('/score')
    expect(await page.content()).not.toContain(key)
    await page.goto(playground.url)
  })

  it('explains a URL that cannot work', async () => {
    await nameEndpoint('https://host.example/', key)
    expect(await page.getByRole('alert').textContent()).toContain('`endpointUrl` has no path')
    complaints = complaints.filter((text) => !text.includes('status of 400'))
  })
})

describe('the inspector', { timeout: 60_000 }, () => {
  it('shows what arrived and what the formatter made of it', async () => {
    await ask(question)
    await answered()
    await page.getByRole('button', { name: /What the formatter made of it/ }).click()
    expect(await page.getByRole('list', { name: 'Answer as it arrived' }).textContent()).toContain('data: [DONE]')
    expect(await page.getByRole('list', { name: 'Answer as read' }).textContent()).toContain('"text":"This"')
  })

  it('shows the conversation in every format', async () => {
    await page.getByRole('tab', { name: 'Formats' }).click()
    const body = await page.getByRole('region', { name: 'mistral · serverless' }).textContent()
    expect(JSON.parse(body ?? '')).toHaveProperty('messages')
    await takeScreenshot(page, 'formats')
  })

  it('keeps a history and opens a call of it', async () => {
    await ask('The first?')
    await answered()
    await ask('The second?')
    await answered()
    await page.getByRole('tab', { name: 'History' }).click()
    await takeScreenshot(page, 'history')
    await page.getByRole('button', { name: 'The first?' }).click()
    expect(await sentBody()).toMatchObject({ messages: [{ content: 'The first?' }] })
  })

  it.each(entryPoints)('writes the code for %s', async (entryPoint) => {
    await choose('Way in', entryPoint)
    await page.getByRole('tab', { name: 'Code' }).click()
    const code = await page.getByRole('region', { name: `TypeScript for ${entryPoint}` }).textContent()
    expect(code).toContain('process.env.AZUREML_ENDPOINT_API_KEY')
  })
})

describe('the page', { timeout: 60_000 }, () => {
  const axe = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8')

  it.each(['light', 'dark'] as const)('has no serious fault that axe finds, in %s colours', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    expect(await seriousFaults()).toEqual([])
    await page.getByRole('switch', { name: 'Offer tools' }).check({ force: true })
    await ask('Show me Markdown with get_weather')
    await answered()
    expect(await seriousFaults()).toEqual([])
    for (const tab of ['Timing', 'Formats', 'History', 'Code']) {
      await page.getByRole('tab', { name: tab }).click()
      expect(await seriousFaults()).toEqual([])
    }
    await mishap('Wrong key (401)')
    await ask('And this?')
    await answered()
    expect(await seriousFaults()).toEqual([])
    await choose('Endpoint', 'your own')
    expect(await seriousFaults()).toEqual([])
    await takeScreenshot(page, `whole-${colorScheme}`)
  })

  it('works on a screen of 360 pixels', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await takeScreenshot(page, 'narrow-start')
    await ask(question)
    await answered()
    await takeScreenshot(page, 'narrow-chat')
    expect(await seriousFaults()).toEqual([])
    for (const part of ['Settings', 'Inspector']) {
      await choose('Part of the page', part)
      await takeScreenshot(page, `narrow-${part.toLowerCase()}`)
      expect(await seriousFaults()).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    }
  })

  it('can be used by keyboard alone', async () => {
    await page.getByRole('textbox', { name: 'Message' }).focus()
    await page.keyboard.type('One line')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('and another')
    await page.keyboard.press('Enter')
    await answered()
    expect(await lastAnswer()).toContain('One line\nand another')
  })

  async function seriousFaults(): Promise<unknown[]> {
    await page.waitForTimeout(250) // Colours fade; what is measured half way is no fault.
    await page.evaluate(axe)
    const violations = await page.evaluate(async () => {
      interface Axe {
        run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
      }
      const result = await (globalThis as unknown as { axe: Axe }).axe.run()
      return result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html) }))
    })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  }
})

async function ask(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
}

async function answered(): Promise<void> {
  await page.getByRole('button', { name: 'Send' }).waitFor()
}

async function choose(group: string, option: string): Promise<void> {
  await page.getByRole('radiogroup', { name: group }).getByText(option, { exact: true }).click()
}

async function mishap(label: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Mishap' }).click()
  await page.getByRole('option', { name: label }).click()
}

async function nameEndpoint(url: string, key: string): Promise<void> {
  await choose('Endpoint', 'your own')
  await page.getByRole('textbox', { name: 'Endpoint URL' }).fill(url)
  await page.getByLabel('Key', { exact: true }).fill(key)
  await page.getByRole('button', { name: 'Use this endpoint' }).click()
}

async function lastAnswer(): Promise<string> {
  return (await page.getByRole('article', { name: 'The model said' }).last().textContent()) ?? ''
}

async function sentBody(): Promise<unknown> {
  return JSON.parse((await page.getByRole('region', { name: 'Body as sent' }).first().textContent()) ?? '')
}

async function dropPicture(): Promise<void> {
  const base64 = readFileSync(new URL('../src/tour/collatz-27.png', import.meta.url)).toString('base64')
  const transfer = await page.evaluateHandle((data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
    const dropped = new DataTransfer()
    dropped.items.add(new File([bytes], 'collatz-27.png', { type: 'image/png' }))
    return dropped
  }, base64)
  await page.locator('.composer').dispatchEvent('drop', { dataTransfer: transfer })
}
