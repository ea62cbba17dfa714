import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { apiEntryPoints } from './api-entry-points.ts'
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
  const entryPoints = apiEntryPoints(files)
  const all = {
    text: 'API reference',
    items: entryPoints.map(({ file, name }) => ({ text: name, link: linkTo(file) })),
  }
  const own = entryPoints.map(({ file: entryPoint, name }) => {
    const folder = entryPoint.replace(/\.md$/, '')
    const names = files.filter(
      (file) => posix.dirname(file) === folder && !entryPoints.some((other) => other.file === file),
    )
    return [linkTo(entryPoint), [{ text: name, items: nameItems(names) }, all]] as const
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
  const listed = groups.flatMap(({ entries }) => entries.map(({ file }) => file))
  const missing = files.filter((file) => file.startsWith('docs/') && file !== indexFile && !listed.includes(file))
  const gone = listed.filter((file) => !files.includes(file))
  const repeated = listed.filter((file, index) => listed.indexOf(file) !== index)
  return [
    ...missing.map((file) => `${indexFile} does not list ${file}. Add a row to one of its tables.`),
    ...repeated.map((file) => `The index lists ${file} twice. Remove one of the rows.`),
    ...gone.map((file) => `The index lists ${file}, which is not there. Correct the link, or write the page.`),
  ]
}

const indexFile = 'docs/README.md'

function linkTo(file: string): string {
  return `/${addressOf(pageOf(file))}`
}
