import { startTransition, useEffect, useRef, useState } from 'react'
import type { Call } from '../calls/call.ts'

/**
 * Returns a call as it was up to half a second ago, for views that are expensive to render; its end at once. React renders
 * these updates in slices, so that they do not stall the page.
 */
export function useSlowly(call: Call): Call {
  const latest = useRef(call)
  const [shown, setShown] = useState(call)
  useEffect(() => {
    latest.current = call
  }, [call])
  useEffect(() => {
    const update = (): void => startTransition(() => setShown(latest.current))
    update()
    const timer = setInterval(update, 500)
    return () => clearInterval(timer)
  }, [call.id, call.outcome])
  return shown
}
