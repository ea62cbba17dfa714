import { statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { addressOf, pageOf } from '../pages/page-address.ts'
import { onGitHub, repository, root, siteUrl } from '../pages/repository.ts'

/** Where a link of a Markdown file leads: to a page of the site, or to any address. */
export type LinkTarget =
  | { readonly kind: 'page'; readonly address: string; readonly hash: string }
  | { readonly kind: 'address'; readonly href: string }

/**
 * Resolves a link of a Markdown file as GitHub does, by the folders of the repository: to the page that shows the file,
 * or else to the file or folder on GitHub, where `deadLinks` finds what is missing.
 * @param file - The file that contains the link, as a path in the repository.
 * @param isPage - Whether a file of the repository is a page of the site.
 */
export function linkTarget(file: string, href: string, isPage: (file: string) => boolean): LinkTarget {
  const { path, hash } = split(href)
  if (path.startsWith(siteUrl)) return { kind: 'page', address: path.slice(siteUrl.length), hash }
  const inRepository = pathInRepository(file, path)
  if (inRepository === undefined) return { kind: 'address', href }
  const target = [inRepository, posix.join(inRepository, 'README.md')].find(isPage)
  if (target !== undefined) return { kind: 'page', address: addressOf(pageOf(target)), hash }
  if (inRepository === '.') return { kind: 'page', address: '', hash }
  return { kind: 'address', href: onGitHub(inRepository, isFolder(inRepository) ? 'tree' : 'blob') + hash }
}

function isFolder(path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true
}

/** A path of the repository: of a relative link, or of one to GitHub, as READMEs have that npm shows too. */
function pathInRepository(file: string, path: string): string | undefined {
  const onGitHubMain = /^\/(?:blob|tree)\/main\/(.+)$/.exec(
    path.startsWith(repository) ? path.slice(repository.length) : '',
  )
  if (onGitHubMain?.[1] !== undefined) return onGitHubMain[1]
  if (path === '' || /^([a-z]+:|\/)/i.test(path)) return undefined
  return posix.join(posix.dirname(file), decodeURI(path)).replace(/(.)\/$/, '$1')
}

function split(href: string): { readonly path: string; readonly hash: string } {
  const start = href.indexOf('#')
  return start === -1 ? { path: href, hash: '' } : { path: href.slice(0, start), hash: href.slice(start) }
}
