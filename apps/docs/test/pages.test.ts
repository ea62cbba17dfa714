import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainMarkdown } from '../src/assistants/plain-markdown.ts'
import { deadLinks, parsePage } from '../src/checks/site-links.ts'
import { parseChangeset } from '../src/generate/changelog.ts'
import { parseIndex, readIndex } from '../src/pages/documentation-index.ts'
import { indexFaults } from '../src/pages/navigation.ts'
import { addressOf, listPages, pageOf } from '../src/pages/page-address.ts'
import { publishedPackages } from '../src/pages/published-packages.ts'
import { root, siteUrl } from '../src/pages/repository.ts'

describe('the address of a page', () => {
  it.each([
    ['docs/start/models.md', 'start/models'],
    ['docs/README.md', 'overview'],
    ['docs/guides/README.md', 'guides/'],
    ['packages/core/README.md', 'packages/core'],
    ['packages/core/CHANGELOG.md', 'changelog/core'],
    ['CONTRIBUTING.md', 'contributing'],
    ['README.md', ''],
    ['apps/docs/pages/index.md', ''],
    ['apps/docs/generated/api/core/AzureMLEndpointClient.md', 'api/core/AzureMLEndpointClient'],
    ['apps/docs/generated/changelog/index.md', 'changelog/'],
  ])('of %s is %j', (file, address) => {
    expect(addressOf(pageOf(file))).toBe(address)
  })

  it('belongs to one file only, whatever the case of its letters', () => {
    const pages = listPages().map((file) => pageOf(file).toLowerCase())
    expect(pages.filter((page, index) => pages.indexOf(page) !== index)).toEqual([])
  })
})

describe('the index', () => {
  const groups = parseIndex(
    'docs/README.md',
    '# D\n\n## Start\n\n| page | question |\n| --- | --- |\n| [A `b`](start/a.md) | What \\| why? |\n\n## Empty\n\nText.\n',
  )

  it('has the rows of the tables, by heading', () => {
    const entry = { file: 'docs/start/a.md', title: 'A b', description: 'What | why?' }
    expect(groups).toEqual([{ title: 'Start', entries: [entry] }])
  })

  it('names pages that it lacks or lists twice, and rows without a page', () => {
    expect(indexFaults(['docs/README.md', 'docs/start/a.md'], groups)).toEqual([])
    expect(indexFaults(['docs/start/a.md'], [...groups, ...groups])).toEqual([
      'The index lists docs/start/a.md twice. Remove one of the rows.',
    ])
    expect(indexFaults(['docs/start/b.md'], groups)).toEqual([
      'docs/README.md does not list docs/start/b.md. Add a row to one of its tables.',
      'The index lists docs/start/a.md, which is not there. Correct the link, or write the page.',
    ])
  })

  it('lists every page of docs/ and every published package once', () => {
    const pages = listPages().filter((file) => file.startsWith('docs/'))
    expect(pages.length).toBeGreaterThan(20)
    expect(indexFaults(listPages(), readIndex())).toEqual([])
  })
})

it.each(publishedPackages())('the API reference of $folder is linked from a page of docs/', ({ folder }) => {
  const pages = listPages().filter((file) => file.startsWith('docs/'))
  const texts = pages.map((file) => readFileSync(join(root, file), 'utf8'))
  expect(texts.some((text) => text.includes(`${siteUrl}api/${folder}/`))).toBe(true)
})

describe('links of the built site', () => {
  const page = parsePage(
    'start/a.html',
    '<h2 id="one" tabindex="-1">One</h2><a class="x" href="/azureml-endpoints/start/b#two">b</a>',
  )

  it.each([
    ['/azureml-endpoints/start/a', false],
    ['/azureml-endpoints/start/a#one', false],
    ['/azureml-endpoints/start/a#two', true],
    ['/azureml-endpoints/start/c', true],
    ['/azureml-endpoints/start/', true],
    ['#one', false],
    ['#two', true],
    ['https://azureml-endpoints.github.io/azureml-endpoints/start/a', false],
    ['https://azureml-endpoints.github.io/azureml-endpoints/start/c', true],
    ['https://github.com/azureml-endpoints/azureml-endpoints/blob/main/README.md', false],
    ['https://github.com/azureml-endpoints/azureml-endpoints/blob/main/missing.md', true],
    ['https://example.com/missing', false],
  ])('%s is dead: %s', (link, isDead) => {
    expect(deadLinks([{ ...page, links: [link] }])).toEqual(isDead ? [`start/a.html links to ${link}`] : [])
  })

  it('are those of its pages', () => {
    expect(page.links).toEqual(['/azureml-endpoints/start/b#two'])
    expect([...page.anchors]).toEqual(['one'])
  })
})

describe('a page for assistants', () => {
  const isPage = (file: string): boolean => file === 'docs/start/models.md'
  const plain = (markdown: string): string => plainMarkdown('docs/guides/tools.md', markdown, isPage)

  it('has no front matter, no comments and no padding, but code as it is', () => {
    const code = '```md\n<!-- stays -->\n| a    | b |\n```'
    expect(
      plain(
        `---\ntitle: x\n---\n\n# T\n\n<!-- tabs -->\n\n**Core**\n\n<!-- examples/a.ts -->\n\n${code}\n\n<!-- /tabs -->\n`,
      ),
    ).toBe(`# T\n\n**Core**\n\n${code}\n`)
    expect(plain('| a      | b |\n| ------ | - |\n')).toBe('| a | b |\n| --- | - |\n')
  })

  it('links to the Markdown of other pages, and leaves code in the text alone', () => {
    const address = 'https://azureml-endpoints.github.io/azureml-endpoints/start/models.md'
    expect(plain('See [m](../start/models.md#x) and `a](../start/models.md)`.')).toBe(
      `See [m](${address}#x) and \`a](../start/models.md)\`.\n`,
    )
  })
})

describe('a changeset', () => {
  it('names packages and has a sentence', () => {
    const { releases, summary } = parseChangeset("---\n'@azureml-endpoints/core': minor\n---\n\nIt is new.\n")
    expect([...releases]).toEqual([['@azureml-endpoints/core', 'minor']])
    expect(summary).toBe('It is new.')
  })
})
