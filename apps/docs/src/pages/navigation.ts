import type { DefaultTheme } from 'vitepress'
import type { IndexGroup } from './documentation-index.ts'
import { addressOf, pageOf } from './page-address.ts'

/** Returns the sidebar of all pages but the API reference. */
export function guideSidebar(groups: readonly IndexGroup[]): DefaultTheme.SidebarItem[] {
  return groups.map(({ title, entries }) => ({
    text: title,
    items: entries.map((entry) => ({ text: entry.title, link: linkTo(entry.file) })),
  }))
}

/** Returns the sidebars of the API reference, by the start of the address: all entry points, and the names of the own one. */
export function apiSidebars(files: readonly string[]): Record<string, DefaultTheme.SidebarItem[]> {
  const addresses = files.filter((file) => file.startsWith(apiFolder)).map((file) => addressOf(pageOf(file)))
  const entryPoints = addresses.filter((address) => /^api\/.+\/$/.test(address)).toSorted()
  const all = {
    text: 'API reference',
    items: entryPoints.map((address) => ({ text: address.slice('api/'.length, -1), link: `/${address}` })),
  }
  const own = entryPoints.map((entryPoint) => {
    const names = addresses
      .filter((address) => address.slice(0, address.lastIndexOf('/') + 1) === entryPoint && address !== entryPoint)
      .map((address) => ({ text: address.slice(entryPoint.length), link: `/${address}` }))
      .toSorted((one, other) => one.text.localeCompare(other.text))
    return [`/${entryPoint}`, [{ text: entryPoint.slice('api/'.length, -1), items: names }, all]] as const
  })
  return Object.fromEntries([['/api/', [all]], ...own])
}

/** Returns the links at the top of each page: the first page of each group, then the packages and the API. */
export function topNavigation(groups: readonly IndexGroup[]): DefaultTheme.NavItem[] {
  const [start, ...others] = groups
  return [
    ...(start === undefined ? [] : [{ text: start.title, link: linkTo(start.entries[0]?.file ?? indexFile) }]),
    {
      text: 'Documentation',
      items: others.map(({ title, entries }) => ({ text: title, link: linkTo(entries[0]?.file ?? indexFile) })),
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
