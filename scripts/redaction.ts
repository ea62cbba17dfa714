import { isIP } from 'node:net'
import { patternOfSecrets } from './secret-forms.ts'

/** Redacts secrets and private names in an endpoint's response. */
export interface Redaction {
  /** Redacts the strings and field names of a parsed value, including JSON inside its strings. */
  readonly redact: (value: unknown) => unknown
  /** Tells whether the strings at the same path of several events, joined, contain a secret. */
  readonly hasSplitSecret: (events: readonly unknown[]) => boolean
}

/** Creates the redaction for a key and the URL that it is sent to. */
export function createRedaction(key: string, url: URL): Redaction {
  const parameters = [...url.searchParams].filter(([name, value]) => secretParameter.test(name) && value.length > 3)
  const secrets = patternOfSecrets([key, decodeURIComponent(url.password), ...parameters.map(([, value]) => value)])
  const hide = (text: string): string => redactPatterns(hideHost(text.replace(secrets, redacted), url.hostname))
  return {
    redact: (value) => redactValue(value, hide, 0),
    hasSplitSecret: (events) => [...joinByPath(events)].some((text) => text.search(secrets) >= 0),
  }
}

/** Parses JSON; returns any other text unchanged. */
export function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const redacted = 'REDACTED'
const secretParameter = /sig|key|code|token|secret|password|credential|auth/i
const secretField = /(?:key|token|secret|password|signature|authorization|credential|cookie)$/i

/** The maximum nesting to redact, including JSON inside strings. Deeper values are redacted as a whole. */
const maxDepth = 200

function redactValue(value: unknown, hide: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return redactText(value, hide, depth)
  if (typeof value === 'number' || typeof value === 'bigint') return hide(String(value)) === redacted ? redacted : value
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) return redacted
  if (Array.isArray(value)) return value.map((item) => redactValue(item, hide, depth + 1))
  const fields = Object.entries(value).map(([name, field]) => {
    const secret = secretField.test(name) && typeof field === 'string' && field !== ''
    return [hide(name), secret ? redacted : redactValue(field, hide, depth + 1)]
  })
  return Object.fromEntries(fields)
}

/** Redacts a string, which may itself be JSON, whose escapes would hide a secret. */
function redactText(text: string, hide: (text: string) => string, depth: number): string {
  const inside = /^\s*["[{]/.test(text) && depth <= maxDepth ? parseJsonOrText(text) : text
  if (typeof inside === 'string' && inside === text) return hide(text)
  const clean = redactValue(inside, hide, depth + 1)
  // A string without secrets keeps its whitespace.
  return JSON.stringify(clean) === JSON.stringify(inside) ? hide(text) : JSON.stringify(clean)
}

/** Replaces the names of the endpoint and its region. */
function hideHost(text: string, hostname: string): string {
  const [name = '', region, ...rest] = hostname.split('.')
  if (isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || region === undefined || rest.length === 0) return text
  const shown = ['my-endpoint', 'westeurope', ...rest].join('.')
  return text
    .replaceAll(hostname, shown)
    .replace(new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '')}(?![\\w-])`, 'g'), 'my-endpoint')
}

/** Redacts everything that looks like a token, an email address or an id. The patterns have no overlapping start positions, so they take linear time. */
function redactPatterns(text: string): string {
  return text
    .replace(/(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, redacted)
    .replace(/([?&](?:sig|key|code|token|[\w-]{0,60}key)=)[^&"\\\s]+/gi, `$1${redacted}`)
    .replace(/\bBearer [\w.~+/=-]+/g, `Bearer ${redacted}`)
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,190}/g, 'someone@example.org')
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, '00000000-0000-0000-0000-000000000000')
    .replace(/\b(?=\w*\d)(?=\w*[A-Za-z])\w{32,}\b/g, redacted)
}

/** Joins the strings at the same path of all events, as a client of the stream would. */
function joinByPath(events: readonly unknown[]): Iterable<string> {
  const texts = new Map<string, string[]>()
  const add = (path: string, text: string): void => {
    const known = texts.get(path)
    if (known) known.push(text)
    else texts.set(path, [text])
  }
  const walk = (value: unknown, path: string, depth: number): void => {
    if (typeof value === 'string') add(path, value)
    else if (typeof value === 'object' && value !== null && depth <= maxDepth)
      for (const [name, field] of Object.entries(value)) walk(field, `${path}/${name}`, depth + 1)
  }
  for (const event of events) walk(event, '', 0)
  return [...texts.values()].map((pieces) => pieces.join(''))
}
