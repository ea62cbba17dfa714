/** Shows a URL without what may be a secret in it: the values of its query but `api-version`, and a user's password. */
export function hideQuery(address: string): string {
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
