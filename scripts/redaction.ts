import { isIP } from 'node:net'
import { isSecretName } from '../packages/core/src/redaction/secret-names.ts'
import { secretsInUrl } from '../packages/core/src/redaction/secret-values.ts'
import { redacted, redactionOf, replaceWord } from './secret-search.ts'

/** Redacts secrets and private names in an endpoint's response. */
export interface Redaction {
  /** Redacts the strings and field names of a parsed value, including JSON inside its strings. */
  readonly redact: (value: unknown) => unknown
  /** Tells whether strings at the same path of several values, or in the items of one array, contain a secret when joined. */
  readonly hasSplitSecret: (values: readonly unknown[]) => boolean
}

/** The key, and what else of the request must not be printed. */
export interface PrivateData {
  readonly key: string
  readonly url: URL
  readonly deploymentName?: string | undefined
}

/** Creates the redaction for a request. */
export function createRedaction({ key, url, deploymentName }: PrivateData): Redaction {
  const hideSecrets = redactionOf([key, ...credentialsOf(url), ...secretsInUrl(url)])
  const hideNames = (text: string): string =>
    replaceWord(hideHost(text, url.hostname), deploymentName ?? '', 'my-deployment')
  const hide = (text: string): string => redactPatterns(hideNames(hideSecrets(text)))
  return {
    redact: (value) => redactValue(value, hide, 0),
    hasSplitSecret: (values) => joinByPath(values).some((text) => hideSecrets(text) !== text),
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

const secretParameter = /sig|key|code|token|secret|password|credential|auth/i

function credentialsOf(url: URL): string[] {
  const parameters = [...url.searchParams].filter(([name, value]) => secretParameter.test(name) && value.length > 3)
  return [decodeUrl(url.username), decodeUrl(url.password), ...parameters.map(([, value]) => value)]
}

/** Decodes the percent-encoding of a URL part; returns it unchanged if it is malformed. */
function decodeUrl(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The maximum nesting to redact, including JSON inside strings. Deeper values are redacted as a whole. */
const maxDepth = 200

function redactValue(value: unknown, hide: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return redactText(value, hide, depth)
  if (typeof value === 'number' || typeof value === 'bigint') return hide(String(value)) === redacted ? redacted : value
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) return redacted
  if (Array.isArray(value)) return value.map((item) => redactValue(item, hide, depth + 1))
  const fields = Object.entries(value).map(([name, field]) => {
    const secret = typeof field === 'string' && field !== '' && isSecretName(name) && !isLogprobToken(name, value)
    return [hide(name), secret ? redacted : redactValue(field, hide, depth + 1)]
  })
  return Object.fromEntries(fields)
}

/** Tells whether a field is the text of a token in log probabilities, which is part of the response. */
function isLogprobToken(name: string, siblings: object): boolean {
  return name === 'token' && 'logprob' in siblings
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
  return replaceWord(text.replaceAll(hostname, shown), name, 'my-endpoint')
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

/**
 * Joins the strings at the same path of all events, as a client of the stream would, and the strings that differ in
 * their array index only, as the tokens of log probabilities do.
 */
function joinByPath(events: readonly unknown[]): string[] {
  const texts = new Map<string, string[]>()
  const add = (path: string, text: string): void => {
    const known = texts.get(path)
    if (known) known.push(text)
    else texts.set(path, [text])
  }
  const walk = (value: unknown, path: string, anyIndex: string, depth: number): void => {
    if (typeof value === 'string') {
      add(path, value)
      if (anyIndex !== path) add(anyIndex, value)
    } else if (typeof value === 'object' && value !== null && depth <= maxDepth) {
      for (const [name, field] of Object.entries(value))
        walk(field, `${path}/${name}`, `${anyIndex}/${Array.isArray(value) ? '*' : name}`, depth + 1)
    }
  }
  for (const event of events) walk(event, '', '', 0)
  return [...texts.values()].map((pieces) => pieces.join(''))
}
