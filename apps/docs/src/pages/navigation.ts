import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import type { IndexGroup } from './documentation-index.ts'
import { addressOf, pageOf } from './page-address.ts'
import { root } from './repository.ts'

/** Returns the sidebar of all pages but the API reference. */
export function guideSidebar(groups: readonly IndexGroup[]): DefaultTheme.SidebarItem[] {
  return groups.map(({ title, entries }) => ({
    text: title,
    items: entries.map((entry) => ({ text: entry.title, link: linkTo(entry.file) })),
  }))
}

/** Returns the sidebars of the API reference by the start of the address: the names of the entry point, and all others. */
export function apiSidebars(files: readonly string[]): Record<string, DefaultTheme.SidebarItem[]> {
  const api = files.filter((file) => file.startsWith(apiFolder))
  const entryPoints = api.filter((file) => /^api\/.+\/$/.test(addressOf(pageOf(file)))).toSorted()
  const all = {
    text: 'API reference',
    items: entryPoints.map((file) => ({ text: entryPointOf(file), link: linkTo(file) })),
  }
  const own = entryPoints.map((entryPoint) => {
    const folder = entryPoint.replace(/\.md$/, '')
    const names = api.filter((file) => posix.dirname(file) === folder && !entryPoints.includes(file))
    return [`${linkTo(entryPoint)}`, [{ text: entryPointOf(entryPoint), items: nameItems(names) }, all]] as const
  })
  return Object.fromEntries([['/api/', [all]], ...own])
}

/** Names of the sidebar are those of the headings; the kind is shown where two have one name. */
function nameItems(files: readonly string[]): DefaultTheme.SidebarItem[] {
  const headings = files.map((file) => kindHeading.exec(readFileSync(join(root, file), 'utf8')) ?? [])
  const names = headings.map(([, name = '']) => name)
  return files
    .map((file, index) => {
      const name = names[index] ?? ''
      const isUnique = names.indexOf(name) === names.lastIndexOf(name)
      return { text: isUnique ? name : `${name} (${headings[index]?.[2]})`, link: linkTo(file) }
    })
    .toSorted((one, other) => one.text.localeCompare(other.text))
}

/** `# AzureMLEndpointClient class`; parameters of types and functions are left out. */
const kindHeading = /^# ([\w$]+)(?:\(\)|\\<.*\\>)? (.*)$/m

function entryPointOf(file: string): string {
  return file.slice(apiFolder.length, -'.md'.length)
}

/** Returns the links at the top of each page: the first page of each group, then the packages and the API. */
export function topNavigation(groups: readonly IndexGroup[]): DefaultTheme.NavItem[] {
  const [start, ...others] = groups.map(({ title, entries }) => ({ title, first: entries[0] }))
  return [
    { text: start?.first?.title ?? 'Start', link: linkTo(start?.first?.file ?? indexFile) },
    {
      text: 'Documentation',
      items: others.map(({ title, first }) => ({ text: title, link: linkTo(first?.file ?? indexFile) })),
    },
    { text: 'API', link: '/api/', activeMatch: '^/api/' },
    { text: 'Changelog', link: '/changelog/', activeMatch: '^/changelog' },
  ]
}

/** Lists the differences between the pages of docs/ and those that its index lists. */
export function indexFaults(files: readonly string[], groups: readonly IndexGroup[]): readonly string[] {
  const listed = new Set(groups.flatMap(({ entries }) => entries.map(({ file }) => file)))
  const missing = files.filter((file) => file.startsWith('docs/') && file !== indexFile && !listed.has(file))
  const gone = [...listed].filter((file) => !files.includes(file))
  return [
    ...missing.map((file) => `${indexFile} does not list ${file}. Add a row to one of its tables.`),
    ...gone.map((file) => `The index lists ${file}, which is not there. Correct the link, or write the page.`),
  ]
}

const indexFile = 'docs/README.md'

const apiFolder = 'apps/docs/generated/api/'

function linkTo(file: string): string {
  return `/${addressOf(pageOf(file))}`
}
