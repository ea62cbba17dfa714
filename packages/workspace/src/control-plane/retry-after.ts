/** Parses the headers in which Azure says how long to wait. */
export function retryAfterMs(header: (name: string) => string | undefined): number | undefined {
  const milliseconds = header('retry-after-ms') ?? header('x-ms-retry-after-ms')
  const seconds = header('retry-after')
  if (milliseconds !== undefined && Number(milliseconds) >= 0) return Number(milliseconds)
  if (seconds === undefined) return undefined
  const wait = Number(seconds) >= 0 ? Number(seconds) * 1_000 : Date.parse(seconds) - Date.now()
  return wait >= 0 ? wait : undefined
}
