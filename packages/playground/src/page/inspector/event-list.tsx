import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'

/** The events to list. */
export interface EventListProps<Event> {
  readonly label: string
  readonly events: readonly Event[]
  readonly textOf: (event: Event) => string
}

/** A list of events with their times. Only those on screen are rendered, since a stream has thousands. */
export function EventList<Event extends { readonly at: number }>({
  label,
  events,
  textOf,
}: EventListProps<Event>): ReactNode {
  const area = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: events.length,
    getScrollElement: () => area.current,
    estimateSize: () => estimatedHeight,
    overscan: 8,
    // The text of an event wraps, so its height depends on the width.
    measureElement: (row) => row.getBoundingClientRect().height,
  })
  return (
    <div ref={area} className="events" tabIndex={0} role="group" aria-label={label}>
      <ol style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const event = events[index]
          return (
            event && (
              <li
                key={index}
                ref={list.measureElement}
                data-index={index}
                aria-setsize={events.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <time>{Math.round(event.at)} ms</time>
                <span>{textOf(event)}</span>
              </li>
            )
          )
        })}
      </ol>
    </div>
  )
}

/** The height of an event of three lines, in pixels. */
const estimatedHeight = 66
