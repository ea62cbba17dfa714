import { useEffect } from 'react'
import { warmUpMarkdown } from '../conversation/markdown/markdown.tsx'

/** Compiles and loads what answers need while the page is still idle; doing so with the first answer would stall it. */
export function useWarmUp(): void {
  useEffect(() => {
    const timers = [setTimeout(warmUpMarkdown, 200), setTimeout(() => void import('../listing/highlighter.tsx'), 1_000)]
    return () => timers.forEach(clearTimeout)
  }, [])
}
