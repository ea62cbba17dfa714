import { useData, useRoute, withBase } from 'vitepress'
import { computed, defineComponent, h, ref } from 'vue'

/** Lets a reader copy the page as Markdown, or open it: a file next to the page, written for assistants. */
export const PageActions = defineComponent({
  name: 'PageActions',
  setup() {
    const { page } = useData()
    const route = useRoute()
    const address = computed(() => withBase(`/${page.value.relativePath}`))
    const copiedAt = ref<string>()

    /** The text is passed as a promise, since Safari allows no wait between the click and the call. */
    async function copy(): Promise<void> {
      const text = fetch(address.value).then(
        async (response) => new Blob([await response.text()], { type: 'text/plain' }),
      )
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })])
      copiedAt.value = route.path
    }

    return () =>
      h('section', { class: 'page-actions', 'aria-label': 'This page as Markdown' }, [
        h('button', { type: 'button', onClick: copy }, copiedAt.value === route.path ? 'Copied' : 'Copy as Markdown'),
        h('a', { href: address.value, target: '_self' }, 'View Markdown'),
        h('span', { class: 'visually-hidden', role: 'status' }, copiedAt.value === route.path ? 'Page copied' : ''),
      ])
  },
})
