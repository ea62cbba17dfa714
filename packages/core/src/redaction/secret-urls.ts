import { isSecretName } from './secret-names.ts'

/** Replaces what is secret in a text that is a URL: its password, or the user name without one, and query parameters by name. */
export function replaceInUrl(text: string, replacement: (secret: string) => string): string {
  if (!/^[a-z][a-z\d+.-]{0,20}:\/\//i.test(text.slice(0, 30))) return text
  const end = text.search(/[?#]/)
  const address = end === -1 ? text : text.slice(0, end)
  return replaceUser(address, replacement) + replaceQuery(text.slice(address.length), replacement)
}

function replaceUser(address: string, replacement: (secret: string) => string): string {
  const start = address.indexOf('://') + 3
  const host = address.indexOf('/', start)
  const at = address.slice(0, host === -1 ? undefined : host).lastIndexOf('@')
  if (at < start) return address
  const colon = address.indexOf(':', start)
  const from = colon === -1 || colon > at ? start : colon + 1
  const secret = address.slice(from, at)
  return secret === '' ? address : address.slice(0, from) + replacement(secret) + address.slice(at)
}

function replaceQuery(query: string, replacement: (secret: string) => string): string {
  return query.replace(/([?&#;])([^=?&#;]{1,200})=([^&#;]+)/g, (whole, mark: string, name: string, value: string) =>
    isSecretName(decoded(name)) ? `${mark}${name}=${replacement(value)}` : whole,
  )
}

/** Decodes a part of a query; returns what is not encoded correctly unchanged. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
