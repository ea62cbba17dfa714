import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** A scroll area that stays at its end while its content grows. */
export interface StickToEnd {
  readonly scrollArea: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly isAtEnd: boolean
  /** Scrolls to the end, and stays there. */
  readonly goToEnd: () => void
}

/** Follows the end of a scroll area until the user scrolls up, and again once the user is back at the end. */
export function useStickToEnd(): StickToEnd {
  const scrollArea = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const [isAtEnd, setIsAtEnd] = useState(true)
  const goToEnd = useCallback(() => {
    follows.current = true
    setIsAtEnd(true)
    scrollArea.current?.scrollTo({ top: scrollArea.current.scrollHeight })
  }, [])
  useEffect(() => {
    const area = scrollArea.current
    if (!area || !content.current) return
    let top = area.scrollTop
    const onScroll = (): void => {
      const distance = area.scrollHeight - area.scrollTop - area.clientHeight
      // Content that shrinks moves the position up as well, but leaves it at the end.
      if (distance < nearEnd) follows.current = true
      else if (area.scrollTop < top) follows.current = false
      top = area.scrollTop
      setIsAtEnd(distance < nearEnd || follows.current)
    }
    const grown = new ResizeObserver(() => {
      if (follows.current) area.scrollTop = area.scrollHeight
    })
    area.addEventListener('scroll', onScroll, { passive: true })
    grown.observe(content.current)
    grown.observe(area)
    return () => {
      area.removeEventListener('scroll', onScroll)
      grown.disconnect()
    }
  }, [])
  return { scrollArea, content, isAtEnd, goToEnd }
}

/** The distance from the end, in pixels, that counts as the end. */
const nearEnd = 24
