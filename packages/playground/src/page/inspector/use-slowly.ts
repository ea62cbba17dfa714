import { useEffect, useRef, useState } from 'react'
import type { Call } from '../calls/call.ts'

/** Returns a call as it was up to half a second ago, for views that are expensive to render; its end at once. */
export function useSlowly(call: Call): Call {
  const latest = useRef(call)
  latest.current = call
  const [shown, setShown] = useState(call)
  useEffect(() => {
    const timer = setInterval(() => setShown(latest.current), 500)
    return () => clearInterval(timer)
  }, [])
  return call.outcome !== undefined || call.id !== shown.id ? call : shown
}
