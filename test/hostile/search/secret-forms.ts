import { encodings } from './encodings.ts'

/** Characters of a secret that are no more use to anybody than none. */
const harmless = 12
/** Parts are looked for that begin at every fifth character: a part of 16 holds one of them. */
const step = 5

/** What a secret may look like: parts of it as it is, and of it encoded in every way that is tried. */
export function formsOf(secret: string): string[] {
  const cached = cache.get(secret)
  if (cached !== undefined) return cached
  const whole = new Set([secret])
  for (const { encode } of encodings) whole.add(encode(secret))
  const parts = new Set<string>()
  for (const form of whole) {
    // An escape of six characters stands for one.
    const length = Math.max(harmless, Math.round((harmless * form.length) / secret.length))
    const stride = Math.max(step, Math.round((step * form.length) / secret.length))
    for (let start = 0; start + length <= form.length; start += stride) parts.add(form.slice(start, start + length))
  }
  const forms = [...parts]
  cache.clear()
  cache.set(secret, forms)
  return forms
}

const cache = new Map<string, string[]>()
