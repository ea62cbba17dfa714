import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { describe, expect, it } from 'vitest'
import { entryPoints } from '../../src/contract/playground-contract.ts'
import { takeScreenshot } from '../browser.ts'
import { usePlayground } from '../playground-on-screen.ts'
import { startPlaygroundProcess } from '../playground-process.ts'

const on = usePlayground()
const question = 'Will the Collatz conjecture ever be solved?'

describe('a failure', { timeout: 60_000 }, () => {
  it.each(entryPoints)('shows a wrong key through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.simulateFault('Wrong key (401)')
    await on.ask(question)
    await on.answered()
    const alert = await on.page.getByRole('alert').textContent()
    expect(alert).toContain('EndpointError · HTTP 401')
    expect(alert).toContain('Check endpointApiKey against')
    await takeScreenshot(on.page, `failure-${entryPoint}`)
  })

  it.each(entryPoints)('shows a retry through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.simulateFault('Overloaded once (503)')
    await on.ask(question)
    await on.answered()
    expect(await on.lastAnswer()).toContain('You asked')
    await on.page.getByText('Request 2 of 2').waitFor()
    await on.page.getByRole('tab', { name: 'Timing' }).click()
    await on.page.getByRole('img', { name: /Retries: 1/ }).waitFor()
    await on.page.locator('svg').getByText('retry').waitFor()
    await takeScreenshot(on.page, `retry-${entryPoint}`)
  })

  it.each(entryPoints)('keeps the text received before a connection reset, through %s', async (entryPoint) => {
    await on.choose('Client', entryPoint)
    await on.simulateFault('Connection reset mid-response')
    await on.ask(question)
    await on.answered()
    expect(await on.lastAnswer()).toContain('This is the endpoint')
    expect(await on.page.getByRole('alert').textContent()).toContain('EndpointError')
  })
})

describe('the user’s own endpoint', { timeout: 60_000 }, () => {
  const key = 'the-secret-key-of-this-test'

  it.each(entryPoints)(
    'is called through %s; the page shows the real request and never the key',
    async (entryPoint) => {
      await using emulator = await startEndpointEmulator({ apiKey: key })
      const seen: string[] = []
      on.page.on(
        'response',
        (response) =>
          void response.text().then(
            (text) => seen.push(text),
            () => {},
          ),
      )
      await on.choose('Client', entryPoint)
      await on.setEndpoint(`${emulator.url}/v1/chat/completions`, key)
      await on.page.getByText('Using 127.0.0.1').waitFor()
      await on.ask(question)
      await on.answered()
      expect(await on.lastAnswer()).toContain('You asked')
      expect(await on.sentBody()).toEqual(emulator.requests[0]?.body)
      expect(emulator.requests).toHaveLength(1)
      await on.unfold('Request headers')
      const headers = await on.page.getByRole('group', { name: 'Request headers' }).textContent()
      expect(headers).toContain('authorization: Bearer <redacted>')
      const stored = await on.page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))
      const values = await on.page.evaluate(() =>
        [...document.querySelectorAll('input')].map(({ value }) => value).join(),
      )
      for (const place of [await on.page.content(), stored, values, seen.join(), on.log()]) {
        expect(place).not.toContain(key)
      }
      await takeScreenshot(on.page, `own-endpoint-${entryPoint}`)
    },
  )

  it('is the one from the environment at first', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: key })
    const environment = { AZUREML_ENDPOINT_URL: `${emulator.url}/score`, AZUREML_ENDPOINT_API_KEY: key }
    await using own = await startPlaygroundProcess(environment)
    await on.page.goto(own.url)
    await on.page.getByText('(dedicated)').waitFor()
    await on.ask(question)
    await on.answered()
    expect(emulator.requests[0]?.path).toBe('/score')
    expect(await on.page.content()).not.toContain(key)
    await on.page.goto(on.url)
  })

  it('leaves the other settings in sight once it is connected, and can be changed', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: 'any-key' })
    await on.setEndpoint(`${emulator.url}/v1/chat/completions`, 'any-key')
    await on.page.getByText('Using 127.0.0.1').waitFor()
    const last = await on.page.getByRole('combobox', { name: 'Reasoning effort' }).boundingBox()
    expect(last!.y + last!.height).toBeLessThan(800)
    await on.page.getByRole('button', { name: 'Change', exact: true }).click()
    await on.page.getByRole('textbox', { name: 'Endpoint URL' }).waitFor()
    await on.page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await on.page.getByRole('button', { name: 'Disconnect' }).click()
    expect(await on.page.getByRole('textbox', { name: 'Endpoint URL' }).inputValue()).toBe('')
  })

  it('shows why a URL is invalid', async () => {
    await on.setEndpoint('https://host.example/', key)
    expect(await on.page.getByRole('alert').textContent()).toContain('endpointUrl has no path')
    on.ignoreErrors((text) => text.includes('status of 400'))
  })
})
