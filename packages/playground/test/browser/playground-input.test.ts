import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { describe, expect, it } from 'vitest'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()
const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('the message box', { timeout: 60_000 }, () => {
  it('does not send while an input method is composing, also as Safari reports it', async () => {
    await on.box.fill('変換')
    const enter = (init: object): Promise<void> =>
      on.box.dispatchEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init })
    await enter({ isComposing: true })
    await enter({ keyCode: 229 })
    expect(await on.page.getByRole('article').count()).toBe(0)
    await enter({ keyCode: 13 })
    await on.answered()
    expect(await on.page.getByRole('article').count()).toBe(2)
  })

  it('recalls earlier messages with the arrow keys, and nothing while text is entered', async () => {
    for (const text of ['The first?', 'The second?']) {
      await on.ask(text)
      await on.answered()
    }
    const recalled: string[] = []
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
      await on.box.press(key)
      recalled.push(await on.box.inputValue())
    }
    expect(recalled).toEqual(['The second?', 'The first?', 'The first?', 'The second?', ''])
    await on.box.fill('A draft')
    await on.box.press('ArrowUp')
    expect(await on.box.inputValue()).toBe('A draft')
  })

  it('keeps what is entered while an answer arrives, and sends nothing empty', async () => {
    await on.ask('Please count to 300.')
    await on.page.getByText('1 2 3').waitFor()
    await on.page.keyboard.type('The next one')
    await on.page.keyboard.press('Enter')
    expect(await on.box.inputValue()).toBe('The next one')
    await on.page.keyboard.press('Escape')
    await on.status('Stopped')
    await on.box.fill('  \n ')
    await on.box.press('Enter')
    expect(await on.page.getByRole('article').count()).toBe(2)
  })

  it('takes a pasted image, but the text of an office program as text', async () => {
    const image = { name: 'pasted.png', type: 'image/png', data: base64('no real image') }
    const paste = async (text?: string): Promise<void> => {
      const clipboardData = await on.transfer([image], text)
      await on.box.evaluate((box, data) => {
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }, clipboardData)
    }
    await paste('Text with a picture of itself')
    await paste()
    await on.page.getByRole('button', { name: 'Remove pasted.png' }).waitFor()
    expect(await on.page.getByRole('button', { name: 'Remove pasted.png' }).count()).toBe(1)
  })

  it('tells before sending what the formatter cannot take, and refuses what is too large', async () => {
    const drop = async (name: string, type: string, data: string): Promise<void> =>
      on.page.locator('.composer').dispatchEvent('drop', { dataTransfer: await on.transfer([{ name, type, data }]) })
    await drop('call.wav', 'audio/wav', base64('RIFF'))
    await on.page.getByRole('button', { name: 'Remove call.wav' }).waitFor()
    expect(await on.page.getByRole('alert').count()).toBe(0)
    await on.page.getByRole('combobox', { name: 'Formatter' }).click()
    await on.page.getByRole('option', { name: 'Cohere v2', exact: true }).click()
    await on.page.getByRole('alert').getByText(/audio/).waitFor()
    await on.page.getByRole('button', { name: 'Remove call.wav' }).click()
    await expect.poll(() => on.page.getByRole('alert').count()).toBe(0)
    await drop('film.mov', 'video/quicktime', 'A'.repeat(12 * 1024 * 1024))
    await on.page.getByRole('alert').getByText('film.mov is 9.0 MiB').waitFor()
  })

  it('sends audio and files', async () => {
    await using emulator = await startEndpointEmulator()
    await on.setEndpoint(`${emulator.url}/v1/chat/completions`, 'any-key')
    await on.page.getByText('Using 127.0.0.1').waitFor()
    const files = [
      { name: 'call.wav', type: 'audio/wav', data: base64('RIFF') },
      { name: 'paper.pdf', type: 'application/pdf', data: base64('%PDF-1.7') },
    ]
    await on.page.locator('.composer').dispatchEvent('drop', { dataTransfer: await on.transfer(files) })
    await on.page.getByRole('button', { name: 'Remove paper.pdf' }).waitFor()
    await on.ask('What is in them?')
    await on.answered()
    const sent = JSON.stringify(emulator.requests[0]?.body)
    expect(sent).toContain('"type":"input_audio"')
    expect(sent).toContain('"filename":"paper.pdf"')
  })

  it('stays responsive with a very long message', async () => {
    await on.box.fill('word '.repeat(100_000))
    await on.box.press('Enter')
    await on.answered()
    expect(await on.page.getByRole('article', { name: 'User message' }).count()).toBe(1)
  })
})

describe('an answer', { timeout: 60_000 }, () => {
  const answer = async (text: string): Promise<void> => {
    const emulator = await startEndpointEmulator({ replies: [{ text, times: Infinity }] })
    try {
      await on.setEndpoint(`${emulator.url}/v1/chat/completions`, 'any-key')
      await on.page.getByText('Using 127.0.0.1').waitFor()
      await on.ask('Go on.')
      await on.answered()
    } finally {
      await emulator.close()
    }
  }

  it('cannot run scripts or load images', async () => {
    const requested: string[] = []
    on.page.on('request', (request) => requested.push(request.url()))
    await answer(
      [
        '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>)',
        '[d](vbscript:x) <img src=x onerror=alert(1)> <script>alert(1)</script> <a href="javascript:alert(1)">e</a>',
        '![track](https://tracker.example/pixel.png?q=secret)',
        '<svg onload=alert(1)><iframe srcdoc="<script>alert(1)</script>"></iframe>',
      ].join('\n\n'),
    )
    const markup = on.page.getByRole('article', { name: 'Model message' })
    const links = await markup.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.filter((href) => !/^https:|^$/.test(href))).toEqual([])
    expect(await markup.locator('script, iframe, img, svg:not([aria-hidden])').count()).toBe(0)
    expect(requested.filter((url) => url.includes('tracker'))).toEqual([])
  })

  it('is set from right to left where its text is, but code is not', async () => {
    await answer('مرحبا بالعالم\n\nEnglish\n\n```ts\nconst a = 1\n```')
    const directions = await on.page
      .getByRole('article', { name: 'Model message' })
      .locator('p, pre')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction))
    expect(directions.slice(0, 3)).toEqual(['rtl', 'ltr', 'ltr'])
  })

  it('has its code highlighted once it is complete', async () => {
    await answer('```ts\nconst next = 1\n```\n')
    const keyword = on.page.locator('.code-block .hljs-keyword')
    await expect.poll(() => keyword.allTextContents()).toEqual(['const'])
  })

  it('follows the end only if one is there, and offers to jump to it', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `Line ${index}\n\n`)
    await using emulator = await startEndpointEmulator({ pace: { delayMs: 10 }, replies: [{ pieces: lines }] })
    await on.setEndpoint(`${emulator.url}/v1/chat/completions`, 'any-key')
    await on.page.getByText('Using 127.0.0.1').waitFor()
    await on.ask('Go on.')
    const log = on.page.getByRole('log')
    const distance = (): Promise<number> =>
      log.evaluate((area) => area.scrollHeight - area.scrollTop - area.clientHeight)
    await on.page.getByText('Line 60', { exact: true }).waitFor()
    expect(await distance()).toBeLessThan(30)
    await log.hover()
    await on.page.mouse.wheel(0, -300)
    await on.page.getByRole('button', { name: 'Jump to the end' }).waitFor()
    const before = await log.evaluate((area) => area.scrollTop)
    await on.page.getByText('Line 150', { exact: true }).waitFor({ state: 'attached' })
    expect(Math.abs((await log.evaluate((area) => area.scrollTop)) - before)).toBeLessThan(5)
    await on.page.getByRole('button', { name: 'Jump to the end' }).click()
    await on.answered()
    await expect.poll(distance).toBeLessThan(30)
  })
})

describe('the keyboard', { timeout: 60_000 }, () => {
  it('lists its shortcuts, folds the panels and starts anew, and gives the focus back', async () => {
    await on.page.getByRole('button', { name: 'Keyboard shortcuts' }).focus()
    await on.page.keyboard.press('?')
    const dialog = on.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await dialog.waitFor()
    await on.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => on.focused()).toBe('Message')
    await on.page.keyboard.type('A question?')
    expect(await on.box.inputValue()).toBe('A question?')
    for (const [key, panel] of [
      ['b', 'settings'],
      ['i', 'inspector'],
    ] as const) {
      await on.page.keyboard.press(`Control+${key}`)
      await on.page.getByRole('button', { name: `Show the ${panel}`, expanded: false }).waitFor()
      await on.page.keyboard.press(`Control+${key}`)
      await on.page.getByRole('button', { name: `Hide the ${panel}`, expanded: true }).waitFor()
    }
    await on.page.keyboard.press('Enter')
    await on.answered()
    await on.page.keyboard.press('Control+Shift+O')
    await expect.poll(() => on.page.getByRole('article').count()).toBe(0)
    expect(await on.focused()).toBe('Message')
  })

  it('hears of an answer twice: that it arrives, and what it says', async () => {
    await on.page.getByTestId('announcer').evaluate((region) => {
      const heard: (string | null)[] = []
      Object.assign(globalThis, { heard })
      new MutationObserver(() => heard.push(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    })
    await on.ask('Will it rain?')
    await on.answered()
    const heard = (): Promise<readonly string[]> =>
      on.page.evaluate(() => (globalThis as unknown as { heard: readonly string[] }).heard)
    await expect.poll(async () => (await heard()).at(-1)).toMatch(/^Answer: .*You asked/)
    expect((await heard()).length).toBeLessThanOrEqual(3)
  })
})
