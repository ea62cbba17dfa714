import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { DocTabs } from '../../src/theme/doc-tabs.ts'
import { Layout } from '../../src/theme/layout.ts'
import '../../src/theme/site.css'
import '../../src/theme/home.css'

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('DocTabs', DocTabs)
  },
} satisfies Theme
