import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { overflowingWidths, violationsOf } from '../accessibility.ts'
import { takeScreenshot } from '../browser.ts'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()
const soon = { timeout: 10_000 }

describe('conversations', { timeout: 60_000 }, () => {
  it('and settings survive a reload, and a new tab starts with the settings alone', async () => {
    await on.page.getByRole('textbox', { name: 'System prompt' }).fill('Be brief.')
    await on.choose('Client', 'LangChain')
    await on.ask('Will it rain?')
    await on.answered()
    await isStored(on.page, 1)
    await on.page.reload()
    await on.page.getByRole('article', { name: 'User message' }).getByText('Will it rain?').waitFor()
    expect(await on.lastAnswer()).toContain('Will it rain?')
    expect(await on.page.getByRole('textbox', { name: 'System prompt' }).inputValue()).toBe('Be brief.')
    expect(await on.page.getByRole('radio', { name: 'LangChain' }).isChecked()).toBe(true)
    // The conversation goes on as the same one.
    await on.ask('And tomorrow?')
    await on.answered()
    expect(await on.sentBody()).toMatchObject({
      messages: [{}, { content: 'Will it rain?' }, {}, { content: 'And tomorrow?' }],
    })
    await isStored(on.page, 1)
    const tab = await on.page.context().newPage()
    await tab.goto(on.url)
    await expect.poll(() => tab.getByRole('textbox', { name: 'System prompt' }).inputValue(), soon).toBe('Be brief.')
    expect(await tab.getByRole('article').count()).toBe(0)
  })

  it('survive a reload while an answer arrives', async () => {
    await on.ask('Count to 300')
    await on.page.getByRole('article', { name: 'Model message' }).getByText('20 21 22').waitFor()
    await on.page.reload()
    await on.page.getByRole('article', { name: 'User message' }).getByText('Count to 300').waitFor()
    expect(await on.page.getByRole('button', { name: 'Stop' }).count()).toBe(0)
  })

  it('can be reopened, searched, renamed and deleted', async () => {
    await talk('Tell me about puffins', 'Tell me about bolts')
    await openHistory(on.page)
    expect(await titles(on.page)).toEqual(['Tell me about bolts', 'Tell me about puffins'])
    const search = on.page.getByRole('searchbox', { name: 'Search the conversations' })
    await search.fill('PUFFINS')
    expect(await titles(on.page)).toEqual(['Tell me about puffins'])
    await search.fill('nothing like it')
    await on.page.getByText('Nothing contains “nothing like it”.').waitFor()
    await search.fill('')
    await act(on.page, 'Tell me about puffins', 'Rename')
    await on.page.getByRole('textbox', { name: 'Title' }).fill('Sea birds')
    await on.page.keyboard.press('Enter')
    await expect.poll(() => titles(on.page), soon).toEqual(['Tell me about bolts', 'Sea birds'])
    await takeScreenshot(on.page, 'conversations')
    await on.page.getByRole('button', { name: /^Sea birds/ }).click()
    await on.page.getByRole('article', { name: 'User message' }).getByText('Tell me about puffins').waitFor()
    // Its title stays when it goes on.
    await on.ask('More?')
    await on.answered()
    await openHistory(on.page)
    await expect.poll(() => titles(on.page), soon).toEqual(['Sea birds', 'Tell me about bolts'])
    await act(on.page, 'Sea birds', 'Delete')
    await on.page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(() => titles(on.page), soon).toEqual(['Tell me about bolts'])
    await on.page.keyboard.press('Escape')
    expect(await on.page.getByRole('article').count()).toBe(0)
  })

  it.each([
    ['the shortcut', startByShortcut],
    ['the list', startFromList],
  ])('are stopped and kept as far as they are if %s starts a new one while an answer arrives', async (_, startAnew) => {
    await on.ask('Count to 300')
    await on.page.getByText('20 21 22').waitFor()
    await startAnew()
    await expect.poll(() => on.page.getByRole('article').count()).toBe(0)
    // Nothing of it comes back.
    await on.page.waitForTimeout(500)
    expect(await on.page.getByRole('article').count()).toBe(0)
    await openHistory(on.page)
    await on.page.getByRole('button', { name: /^Count to 300/ }).click()
    await on.page.getByText('20 21 22').waitFor()
    await on.page.getByText('Stopped.', { exact: true }).waitFor()
    expect(await on.lastAnswer()).not.toContain('299')
  })

  it.each(['Compare', 'Embeddings'])('are opened in the chat from the view %s', async (view) => {
    await talk('Tell me about puffins')
    await on.choose('View', view)
    await on.page.keyboard.press('Control+Shift+H')
    await on.page.getByRole('button', { name: /^Tell me about puffins/ }).click()
    await on.page.getByRole('radio', { name: 'Chat', checked: true }).waitFor({ state: 'attached' })
    await on.page.getByRole('article', { name: 'User message' }).getByText('Tell me about puffins').waitFor()
    await on.ask('And their beaks?')
    await on.answered()
    await isStored(on.page, 1)
    const [stored] = await contents(on.page)
    expect(stored?.messages).toHaveLength(4)
  })

  it('of two tabs do not overwrite each other', async () => {
    await talk('Shared')
    const { page } = on
    const other = await page.context().newPage()
    await other.goto(on.url)
    await openHistory(other)
    await other.getByRole('button', { name: /^Shared/ }).click()
    await other.getByRole('article', { name: 'User message' }).getByText('Shared').waitFor()
    await other.getByRole('textbox', { name: 'Message' }).fill('From the other tab')
    await other.keyboard.press('Enter')
    await other.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await on.ask('From the first tab')
    await on.answered()
    await isStored(page, 2)
    const stored = JSON.stringify(await contents(page))
    expect(stored).toContain('From the other tab')
    expect(stored).toContain('From the first tab')
    // The list of each tab shows both at once.
    await openHistory(other)
    await expect.poll(() => titles(other), soon).toEqual(['Shared', 'Shared'])
  })

  it('are exported to a file and imported from it, once', async () => {
    await talk('Tell me about puffins', 'Tell me about bolts')
    await openHistory(on.page)
    const download = on.page.waitForEvent('download')
    await on.page.getByRole('button', { name: 'Export all' }).click()
    const path = await (await download).path()
    const file = JSON.parse(await readFile(path, 'utf8')) as { conversations: unknown[] }
    expect(file.conversations).toHaveLength(2)
    await act(on.page, 'Tell me about bolts', 'Delete')
    await on.page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(() => titles(on.page), soon).toEqual(['Tell me about puffins'])
    await importText(on.page, await readFile(path, 'utf8'))
    await on.page.getByText('Imported 1 conversation; 1 conversation was here already.').waitFor()
    await expect.poll(() => titles(on.page), soon).toEqual(['Tell me about bolts', 'Tell me about puffins'])
    await on.page.getByRole('button', { name: /^Tell me about bolts/ }).click()
    expect(await on.lastAnswer()).toContain('Tell me about bolts')
  })

  it.each([
    ['{"conversations":', 'is not JSON'],
    ['[{"id":"1","mapping":{}}]', 'was not exported by this playground'],
    [
      '{"format":"azureml-playground-conversations","version":1,"conversations":[{"id":1}]}',
      'Conversation 1 of import.json is not valid',
    ],
  ])('are not imported from %s, and the page says why', async (text, reason) => {
    await openHistory(on.page)
    await importText(on.page, text)
    await on.page.getByRole('alert').getByText(reason).waitFor()
    expect(await titles(on.page)).toEqual([])
  })

  it('that are damaged do not break the page or the others', async () => {
    await talk('Damaged', 'Sound')
    await change(on.page, 'Damaged', { messages: [{ role: 'user', content: 5 }] })
    await openHistory(on.page)
    await on.page.getByRole('button', { name: /^Damaged/ }).click()
    await on.page.getByRole('alert').getByText('The conversation "Damaged" is not valid').waitFor()
    await on.page.getByRole('button', { name: 'Export all' }).click()
    await on.page.getByText('Exported 1 conversation. 1 conversation could not be read.').waitFor()
    await on.page.getByRole('button', { name: /^Sound/ }).click()
    await on.page.getByRole('article', { name: 'User message' }).getByText('Sound').waitFor()
    expect(await on.lastAnswer()).toContain('Sound')
  })

  it('go on without storage if it is full or missing, and the page says so', async () => {
    await on.page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await on.ask('Still there?')
    await on.answered()
    await on.page.getByText("The browser's storage for this page is full").waitFor()
    await takeScreenshot(on.page, 'storage-full')
    const download = on.page.waitForEvent('download')
    await on.page.getByRole('button', { name: 'Export this conversation' }).click()
    expect(await readFile(await (await download).path(), 'utf8')).toContain('Still there?')
    expect(await on.lastAnswer()).toContain('Still there?')
    await on.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
    await on.page.reload()
    await on.ask('And now?')
    await on.answered()
    await on.page.getByText('does not let this page store anything').waitFor()
    on.ignoreErrors((text) => /indexedDB|MissingAPI|QuotaExceeded/i.test(text))
  })

  it('never contain a key, a password or a query parameter of the URL', async () => {
    const secrets = ['the-secret-key', 'the-secret-code']
    await on.setEndpoint(
      'https://my-endpoint.eastus2.inference.ml.azure.com/score?code=the-secret-code',
      secrets[0] ?? '',
    )
    await on.page.getByText('Using my-endpoint').waitFor()
    await on.ask('Hello')
    await on.answered()
    await isStored(on.page, 1)
    const kept = await on.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    const stored = JSON.stringify(await contents(on.page))
    expect(stored).toContain('my-endpoint.eastus2')
    expect(kept).toContain('my-endpoint.eastus2')
    for (const secret of secrets) {
      expect(kept).not.toContain(secret)
      expect(stored).not.toContain(secret)
    }
  })

  it.each(['light', 'dark'] as const)('are accessible in %s mode, and fit every screen', async (colorScheme) => {
    await on.page.emulateMedia({ colorScheme })
    await talk(
      'A question that is so long that its title does not fit into the list of conversations, whatever its width',
    )
    await openHistory(on.page)
    expect(await violationsOf(on.page)).toEqual([])
    expect(await overflowingWidths(on.page)).toEqual([])
    await on.page.setViewportSize({ width: 360, height: 740 })
    await takeScreenshot(on.page, `conversations-phone-${colorScheme}`)
    await act(on.page, 'A question', 'Delete')
    expect(await violationsOf(on.page)).toEqual([])
  })
})

/** Has a conversation for each question. */
async function talk(...questions: string[]): Promise<void> {
  for (const [index, question] of questions.entries()) {
    if (index > 0) await on.page.getByRole('button', { name: 'New conversation' }).click()
    await on.ask(question)
    await on.answered()
    await isStored(on.page, index + 1)
  }
}

async function startByShortcut(): Promise<void> {
  await on.page.keyboard.press('Control+Shift+O')
}

async function startFromList(): Promise<void> {
  await openHistory(on.page)
  await on.page.getByRole('dialog').getByRole('button', { name: 'New conversation' }).click()
}

async function openHistory(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await page.keyboard.press('Control+Shift+H')
  await page.getByRole('dialog', { name: 'Conversations' }).waitFor()
}

async function titles(page: Page): Promise<string[]> {
  const entries = page.getByRole('list', { name: 'Conversations' }).locator('.entry > p:first-child')
  return entries.allTextContents()
}

async function act(page: Page, title: string, action: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Actions for “${title}`) }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

async function importText(page: Page, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import' }).click()
  await (await chooser).setFiles({ name: 'import.json', mimeType: 'application/json', buffer: Buffer.from(text) })
}

/** Waits until this many conversations are stored, none of them half. */
async function isStored(page: Page, count: number): Promise<void> {
  await expect.poll(async () => (await contents(page)).filter(({ ended }) => ended).length, soon).toBe(count)
}

interface Stored {
  readonly title: string
  readonly messages: readonly { readonly metadata?: object }[]
}

/** Reads the stored conversations. */
async function contents(page: Page): Promise<readonly (Stored & { readonly ended: boolean })[]> {
  const stored = await page.evaluate(
    () =>
      new Promise<Stored[]>((resolve) => {
        const opening = indexedDB.open('azureml-playground')
        opening.addEventListener('success', () => {
          const database = opening.result
          if (!database.objectStoreNames.contains('contents')) return resolve([])
          const request = database.transaction('contents').objectStore('contents').getAll()
          request.addEventListener('success', () => {
            database.close()
            resolve(request.result as Stored[])
          })
        })
      }),
  )
  return stored.map(({ title, messages, ...rest }) => {
    return { title, messages, ended: messages.at(-1)?.metadata !== undefined, rest }
  })
}

/** Changes a stored conversation, as something that damages it would. */
async function change(page: Page, title: string, part: object): Promise<void> {
  await page.evaluate(
    ([wanted, changed]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('azureml-playground')
        opening.addEventListener('success', () => {
          const store = opening.result.transaction('contents', 'readwrite').objectStore('contents')
          const request = store.getAll()
          request.addEventListener('success', () => {
            const found = (request.result as { title: string }[]).find((one) => one.title === wanted)
            store.put({ ...found, ...changed }).addEventListener('success', () => {
              opening.result.close()
              resolve()
            })
          })
        })
      }),
    [title, part] as const,
  )
}
