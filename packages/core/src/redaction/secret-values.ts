import { redacted } from './redact-text.ts'
import { isSecretName } from './secret-names.ts'

/** Lists the secrets in headers: values without the scheme before them, and the parts of those that have several. */
export function secretsInHeaders(headers: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) => {
    if (!isSecretName(name) || typeof value !== 'string') return []
    const credentials = value.replace(/^(apikey|basic|bearer|digest|key|negotiate|sharedaccesssignature|token) +/i, '')
    if (/^basic /i.test(value)) return [credentials].concat(basicSecrets(credentials))
    return [credentials].concat(secretParts(credentials, /cookie/i.test(name)))
  })
}

/** Splits `name=value` pairs as cookies and signatures have them. */
function secretParts(credentials: string, isCookie: boolean): readonly string[] {
  const pairs = credentials.split(isCookie ? /; */ : /[&;,] */).map((pair) => /^([^=]*)=(.*)$/s.exec(pair))
  return pairs.flatMap((pair) => {
    const [, name = '', value = ''] = pair ?? []
    return isCookie || isSecretName(name) ? [value.replace(/^"(.*)"$/s, '$1')] : []
  })
}

function basicSecrets(credentials: string): readonly string[] {
  try {
    const pair = atob(credentials)
    return [pair, pair.slice(pair.indexOf(':') + 1)]
  } catch {
    return []
  }
}

/** Lists the secret query parameters of a URL, as they are written and as they are decoded. */
export function secretsInUrl(url: URL): readonly string[] {
  return queryOf(url).flatMap(({ name, value }) => (isSecretQuery(name, value) ? [value, decoded(value)] : []))
}

/** Writes a URL for an error or a trace: the values of secret query parameters are redacted. */
export function shownUrl(url: URL): string {
  if (url.search === '') return url.href
  const shown = queryOf(url).map(({ name, value, written }) =>
    isSecretQuery(name, value) ? `${written.slice(0, written.length - value.length)}${redacted}` : written,
  )
  return `${url.origin}${url.pathname}?${shown.join('&')}`
}

interface QueryParameter {
  readonly name: string
  readonly value: string
  /** Name, equals sign and value. */
  readonly written: string
}

function queryOf({ search }: URL): readonly QueryParameter[] {
  return search
    .slice(1)
    .split('&')
    .map((written) => {
      const equals = written.indexOf('=')
      if (equals === -1) return { name: '', value: written, written }
      return { name: decoded(written.slice(0, equals)), value: written.slice(equals + 1), written }
    })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** By its name, or because it looks like a key: long, of letters and digits, and not a date or version. */
function isSecretQuery(name: string, value: string): boolean {
  if (value === '') return false
  const looksLikeKey = value.length >= 24 && /\d/.test(value) && /[a-z]/i.test(value) && !/^\d{4}-\d\d-\d\d/.test(value)
  return isSecretName(name) || looksLikeKey
}
