import { computed, defineComponent, h, nextTick, onMounted, type PropType, ref, useId, type VNode } from 'vue'
import { choose, chosenIndex, restoreChoice } from './chosen-tabs.ts'

/**
 * Shows one of several panels, after the tabs pattern of WAI-ARIA: arrow keys, Home and End move between the tabs.
 * A render function and not a .vue file, so that `check:types` checks it.
 */
export const DocTabs = defineComponent({
  name: 'DocTabs',
  props: { labels: { type: Array as PropType<readonly string[]>, required: true } },
  setup(props, { slots }) {
    const id = useId()
    const list = ref<HTMLElement>()
    const selected = computed(() => chosenIndex(props.labels))
    onMounted(restoreChoice)

    /** Other tabs above on the page change their height too; this one stays where the reader clicked. */
    async function select(index: number): Promise<void> {
      const before = list.value?.getBoundingClientRect().top ?? 0
      choose(props.labels[index] ?? '')
      await nextTick()
      window.scrollBy({ top: (list.value?.getBoundingClientRect().top ?? 0) - before, behavior: 'instant' })
      tabsOf(list.value)[index]?.focus({ preventScroll: true })
    }

    function onKeydown(event: KeyboardEvent): void {
      const target = indexAfter(event.key, selected.value, props.labels.length)
      if (target === undefined) return
      event.preventDefault()
      void select(target)
    }

    return () =>
      h('div', { class: 'doc-tabs' }, [
        h(
          'div',
          { ref: list, class: 'doc-tabs-list', role: 'tablist', 'aria-label': 'Variants of this example', onKeydown },
          props.labels.map((label, index) => tab({ id, index, label, isSelected: index === selected.value, select })),
        ),
        ...props.labels.map((_, index) =>
          h(
            'div',
            {
              class: 'doc-tabs-panel',
              role: 'tabpanel',
              id: `${id}-panel-${index}`,
              'aria-labelledby': `${id}-tab-${index}`,
              tabindex: 0,
              hidden: index !== selected.value,
            },
            slots[`tab-${index}`]?.(),
          ),
        ),
      ])
  },
})

interface Tab {
  readonly id: string
  readonly index: number
  readonly label: string
  readonly isSelected: boolean
  readonly select: (index: number) => Promise<void>
}

function tab({ id, index, label, isSelected, select }: Tab): VNode {
  const attributes = {
    role: 'tab',
    type: 'button',
    id: `${id}-tab-${index}`,
    'aria-selected': isSelected,
    'aria-controls': `${id}-panel-${index}`,
    tabindex: isSelected ? 0 : -1,
    onClick: () => void select(index),
  }
  return h('button', attributes, label)
}

function indexAfter(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (index + 1) % count
  if (key === 'ArrowLeft') return (index + count - 1) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}

function tabsOf(list: HTMLElement | undefined): readonly HTMLElement[] {
  return Array.from(list?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])
}
