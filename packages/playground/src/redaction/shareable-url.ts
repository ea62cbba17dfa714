/**
 * Removes what may be secret from a URL that is stored or shared: the user, the password, the fragment, and all query
 * parameters except `api-version`, since a custom name can hide a key.
 */
export function shareableUrl(address: string): string {
  const url = new URL(address)
  const version = url.searchParams.get('api-version')
  const query = version === null ? '' : `?api-version=${encodeURIComponent(version)}`
  return url.origin + url.pathname + query
}
