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

/** Returns whether a URL contains a password, or query values that may be secret; a placeholder does not. */
export function hasSecrets(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { password, searchParams } = new URL(address)
  return password !== '' || [...searchParams.keys()].some((name) => name !== 'api-version')
}
