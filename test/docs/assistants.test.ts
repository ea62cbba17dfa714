// What assistants read: llms.txt, and each page as Markdown.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPages, pageOf } from '../../apps/docs/src/pages/page-address.ts'
import { siteUrl } from '../../apps/docs/src/pages/repository.ts'
import { type PagesServer, servePages } from './pages-server.ts'
import { builtSite } from './site-on-screen.ts'

let server: PagesServer
beforeAll(async () => {
  server = await servePages(builtSite)
})
afterAll(() => server.close())

async function textAt(address: string): Promise<string> {
  const response = await fetch(server.url + address)
  if (!response.ok) throw new Error(`${address} is answered with ${response.status}.`)
  return response.text()
}

describe('llms.txt', () => {
  it('has a title, a summary and lists of links, and nothing else under headings', async () => {
    const [title, summary, ...rest] = (await textAt('llms.txt')).split('\n').filter((line) => line !== '')
    expect(title).toMatch(/^# \S/)
    expect(summary).toMatch(/^> \S/)
    const lists = rest.slice(rest.findIndex((line) => line.startsWith('## ')))
    expect(lists.filter((line) => !/^(## .+|- \[[^\]]+\]\(https:[^)]+\): .+)$/.test(line))).toEqual([])
  })

  it('links only to what is served as text', async () => {
    const links = Array.from((await textAt('llms.txt')).matchAll(/\]\(([^)]+)\)/g), ([, link = '']) => link)
    expect(links.length).toBeGreaterThan(20)
    const answers = await Promise.all(
      links.map(async (link) => {
        const { status, headers } = await fetch(link.replace(siteUrl, server.url))
        return `${link} ${status} ${headers.get('content-type')?.split(';')[0]}`
      }),
    )
    expect(answers.filter((answer) => !/^https:\S+ 200 text\/(markdown|plain)$/.test(answer))).toEqual([])
  })

  it('has a full version with every guide and package', async () => {
    const full = await textAt('llms-full.txt')
    const expected = listPages().filter((file) => /^(docs|packages)\/.*\.md$/.test(file) && file !== 'docs/README.md')
    const missing = expected.filter((file) => !full.includes(`Source: ${siteUrl}${pageOf(file)}`))
    expect(missing.filter((file) => !file.endsWith('CHANGELOG.md'))).toEqual([])
  })
})

describe('Markdown', () => {
  it('is served for every page, without comments, and under a heading', async () => {
    const pages = listPages().map((file) => pageOf(file))
    const texts = await Promise.all(pages.map(textAt))
    expect(pages.filter((_, index) => !/^# \S/.test(texts[index] ?? ''))).toEqual([])
    const prose = texts.map((text) => text.replaceAll(/^```[^]*?^```$/gm, ''))
    expect(pages.filter((_, index) => /^(<!--|---$)/m.test(prose[index] ?? ''))).toEqual([])
  })
})
