import type { EndpointAuth } from '../options/options.ts'

/** The result of checking a credential. */
export type CredentialStatus = 'accepted' | 'denied' | 'expired'

/** Checks a key or token against what an endpoint accepts. */
export function checkCredential(auth: EndpointAuth, credential: string, audience?: string): CredentialStatus {
  const accepted = typeof auth.accept === 'string' ? [auth.accept] : auth.accept
  if (auth.expired?.includes(credential)) return 'expired'
  if (accepted && !accepted.includes(credential)) return 'denied'
  if ((auth.mode ?? 'key') === 'key') return credential === '' ? 'denied' : 'accepted'
  const claims = parseClaims(credential)
  if (typeof claims?.['exp'] === 'number' && claims['exp'] * 1_000 <= Date.now()) return 'expired'
  const aud = claims?.['aud']
  return audience && typeof aud === 'string' && !aud.startsWith(audience) ? 'denied' : 'accepted'
}

/** Parses the token from `Authorization: Bearer …`. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
}

/** Parses the claims of a token; `undefined` if it is not a JWT. */
export function parseClaims(token: string): Record<string, unknown> | undefined {
  const payload = token.split('.')[1]
  if (payload === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}
