import { redacted } from './redact-text.ts'
import { isSecretName } from './secret-names.ts'
import { decoded } from './secret-urls.ts'

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

/** Formats a URL for an error or a trace, with the values of secret query parameters redacted. */
export function shownUrl(url: URL): string {
  if (url.search === '') return `${url.origin}${url.pathname}`
  const shown = queryOf(url).map(({ name, value, raw }) =>
    isSecretQuery(name, value) ? `${raw.slice(0, raw.length - value.length)}${redacted}` : raw,
  )
  return `${url.origin}${url.pathname}?${shown.join('&')}`
}

interface QueryParameter {
  readonly name: string
  readonly value: string
  /** Name, equals sign and value, as in the URL. */
  readonly raw: string
}

function queryOf({ search }: URL): readonly QueryParameter[] {
  return search
    .slice(1)
    .split('&')
    .map((raw) => {
      const equals = raw.indexOf('=')
      if (equals === -1) return { name: '', value: raw, raw }
      return { name: decoded(raw.slice(0, equals)), value: raw.slice(equals + 1), raw }
    })
}

/** Returns whether the name says so, or the value looks like a key: a long run of letters and digits. */
function isSecretQuery(name: string, value: string): boolean {
  if (value === '') return false
  const runs = value.match(/[a-z\d]{20,}/gi) ?? []
  return isSecretName(name) || runs.some((run) => /\d/.test(run) && /[a-z]/i.test(run))
}
