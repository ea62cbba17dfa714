import DefaultTheme from 'vitepress/theme'
import { defineComponent, h } from 'vue'
import { PageActions } from './page-actions.ts'

/** The default layout, with the page's actions above its text. */
export const Layout = defineComponent({
  name: 'SiteLayout',
  setup: () => () => h(DefaultTheme.Layout, null, { 'doc-before': () => h(PageActions) }),
})
