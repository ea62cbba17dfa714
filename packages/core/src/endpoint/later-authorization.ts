import { laterPart } from '../errors/later-part.ts'
import type { Authorization } from './authorization.ts'

type TokenAuthorization = typeof import('./token-authorization.ts')

const loadTokenAuthorization = laterPart<TokenAuthorization>(() => import('./token-authorization.ts'))

/** Signs requests with tokens. Most clients have a key that never changes, so the code for tokens is loaded by the first call. */
export function tokenAuthorization(create: (part: TokenAuthorization) => Authorization): Authorization {
  let created: Authorization | undefined
  const load = async (): Promise<Authorization> => {
    const part = await loadTokenAuthorization()
    return (created ??= create(part))
  }
  return {
    headers: (rejected) => created?.headers(rejected) ?? load().then((loaded) => loaded.headers(rejected)),
    renew: (rejected) => created?.renew?.(rejected),
  }
}
