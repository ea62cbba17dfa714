import { join, posix } from 'node:path'

/** The folder of the repository, which is also the folder that VitePress reads pages from. */
export const root = join(import.meta.dirname, '../../../..')

/** The address of the repository. */
export const repository = 'https://github.com/azureml-endpoints/azureml-endpoints'

/** The path below which GitHub Pages serves the site of the repository. */
export const base = '/azureml-endpoints/'

/** The address of the published site, with a slash at the end. */
export const siteUrl = `https://azureml-endpoints.github.io${base}`

/** Returns where GitHub shows a file or folder of the repository. */
export function onGitHub(path: string, kind: 'blob' | 'tree' | 'edit'): string {
  return `${repository}/${posix.join(kind, 'main', path)}`
}
