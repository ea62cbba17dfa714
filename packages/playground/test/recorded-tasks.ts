import type { Page } from 'playwright-core'

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/**
 * Records the tasks of a page's main thread. Returns a function that ends it and returns their durations in milliseconds of
 * processor time, because on a busy machine the time of the clock measures other programs too.
 */
export async function recordTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  const browser = page.context().browser()
  if (!browser) throw new Error('The page has no browser.')
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: readonly TraceEvent[]
    }
    const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    const durations = mains.map(({ pid, tid }) =>
      traceEvents
        .filter((event) => event.name === 'ThreadControllerImpl::RunTask' && event.pid === pid && event.tid === tid)
        .map(({ tdur = 0 }) => tdur / 1_000),
    )
    // Chromium keeps a spare process for the next page, whose start does not concern this one.
    return durations.toSorted((a, b) => b.length - a.length)[0] ?? []
  }
}
