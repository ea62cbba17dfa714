import { join } from 'node:path'
import type { Plugin } from 'vitepress'
import { root } from './repository.ts'

/** Resolves Vue for pages as if they stood in this package: their own folders do not have it installed. */
export function vueForPages(): Plugin {
  const here = join(root, 'apps/docs/package.json')
  return {
    name: 'vue-for-pages',
    enforce: 'pre',
    resolveId(source, importer) {
      const isOfPage = importer?.replace(/\?.*/, '').endsWith('.md') === true
      return isOfPage && /^vue(\/|$)/.test(source) ? this.resolve(source, here, { skipSelf: true }) : undefined
    },
  }
}
