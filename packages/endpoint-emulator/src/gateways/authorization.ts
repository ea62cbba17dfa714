import type { EndpointAuth } from '../options/options.ts'

/** What the door says to a credential. */
export type Admission = 'accepted' | 'denied' | 'expired'

/** Holds a key or token against what an endpoint accepts. */
export function judgeCredential(auth: EndpointAuth, credential: string, audience?: string): Admission {
  const accepted = typeof auth.accept === 'string' ? [auth.accept] : auth.accept
  if (auth.expired?.includes(credential)) return 'expired'
  if (accepted && !accepted.includes(credential)) return 'denied'
  if ((auth.mode ?? 'key') === 'key') return credential === '' ? 'denied' : 'accepted'
  const claims = readClaims(credential)
  if (typeof claims?.['exp'] === 'number' && claims['exp'] * 1_000 <= Date.now()) return 'expired'
  const aud = claims?.['aud']
  return audience && typeof aud === 'string' && !aud.startsWith(audience) ? 'denied' : 'accepted'
}

/** Reads the token out of `Authorization: Bearer …`. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
}

function readClaims(token: string): Record<string, unknown> | undefined {
  const payload = token.split('.')[1]
  if (payload === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}
