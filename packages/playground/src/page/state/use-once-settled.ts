import { useEffect } from 'react'

/** Does something once, some milliseconds after the view has appeared: what would stall the page if it waited for an answer. */
export function useOnceSettled(prepare: () => void, ms: number): void {
  useEffect(() => {
    const timer = setTimeout(prepare, ms)
    return () => clearTimeout(timer)
  }, [prepare, ms])
}
