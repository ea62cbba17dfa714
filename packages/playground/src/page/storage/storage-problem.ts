/** Explains why the browser could not store something, and what to do. */
export function storageProblem(error: unknown): string {
  const names = namesOf(error)
  if (names.includes('QuotaExceededError')) {
    return "The browser's storage for this page is full, so this conversation is not kept. Export it, or delete other conversations."
  }
  if (names.some((name) => unavailable.has(name))) {
    return 'The browser does not let this page store anything, so conversations are lost on reload. Allow site data for this address, or leave the private window.'
  }
  const message = error instanceof Error ? error.message : String(error)
  return `The conversation could not be stored: ${message.slice(0, 300)}`
}

const unavailable: ReadonlySet<string> = new Set([
  'SecurityError',
  'InvalidStateError',
  'MissingAPIError',
  'OpenFailedError',
])

/** The names of an error and of the errors inside it: an aborted transaction hides the reason. */
function namesOf(error: unknown): string[] {
  const names: string[] = []
  let next = error
  while (typeof next === 'object' && next !== null && names.length < 5) {
    if ('name' in next) names.push(String(next.name))
    next = 'inner' in next ? next.inner : undefined
  }
  return names
}
