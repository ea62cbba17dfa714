/** Makes concurrent calls share one request: a call while one is under way gets the same result. */
export function sharedRequest<T>(request: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined
  return () => {
    pending ??= request().finally(() => {
      pending = undefined
    })
    return pending
  }
}

/** Returns whether a time is at most so many milliseconds ago. A time in the future is not: the clock was set back since. */
export function isRecent(time: number, milliseconds: number): boolean {
  const passed = Date.now() - time
  return passed >= 0 && passed <= milliseconds
}

/**
 * A renewal belongs to many calls, so it does not end with the one that started it; after these milliseconds it fails, and the
 * next call starts another.
 */
export const renewalTimeout = 60_000
