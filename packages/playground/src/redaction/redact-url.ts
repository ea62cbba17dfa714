/** Redacts what may be secret in a URL: the password, and all query values except `api-version`. */
export function redactUrl(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.password !== '') url.password = 'redacted'
  const query = [...url.searchParams].map(([name, value]) => {
    return `${encodeURIComponent(name)}=${name === 'api-version' ? encodeURIComponent(value) : '<redacted>'}`
  })
  url.search = ''
  url.hash = ''
  return query.length === 0 ? url.href : `${url.href}?${query.join('&')}`
}
