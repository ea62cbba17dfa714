import { hashText } from '../random/seeded-random.ts'

/** Encrypts a thought, for show: only this emulator and the same item can open it. */
export function seal(id: string, thought: string): string {
  const text = Buffer.from(JSON.stringify([id, thought])).toString('base64url')
  return `${PREFIX}${text}.${sum(text)}`
}

/** Returns the thought of an item, or `undefined` if it is not as it was sent. */
export function unseal(id: string, sealed: string): string | undefined {
  const dot = sealed.lastIndexOf('.')
  const text = sealed.slice(PREFIX.length, dot)
  if (dot < 0 || sealed !== `${PREFIX}${text}.${sum(text)}`) return undefined
  const [owner, thought] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string]
  return owner === id ? thought : undefined
}

/** The first characters of the real API's encrypted reasoning. */
const PREFIX = 'gAAAAA'

function sum(text: string): string {
  return hashText(`sealed ${text.length} ${text}`).toString(36)
}
