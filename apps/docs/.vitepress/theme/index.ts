import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { DocTabs } from '../../src/theme/doc-tabs.ts'
import '../../src/theme/site.css'

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('DocTabs', DocTabs)
  },
} satisfies Theme
