import { inspect } from 'node:util'

/** Decodes all common escapes until nothing changes. Implemented independently of the code that it checks. */
function readings(text: string): readonly string[] {
  const all = [text]
  for (let round = 0; round < 6; round++) {
    const last = all.at(-1) ?? ''
    const next = last
      .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/\\(.)/g, '$1')
      .replace(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/&#x([0-9a-fA-F]+);/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&plus;', '+')
      .replaceAll('&sol;', '/')
    if (next === last) break
    all.push(next)
  }
  const base64 = (text.match(/[A-Za-z0-9+/_-]{8,}={0,2}/g) ?? []).map((run) =>
    Buffer.from(run, 'base64').toString('latin1'),
  )
  return [...all, ...base64]
}

/** Collects all strings of a value that a user, a log or a trace can see. */
function textsOf(value: unknown): readonly string[] {
  const texts = [inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null })]
  const seen = new Set<unknown>()
  const walk = (one: unknown): void => {
    if (typeof one === 'string') texts.push(one)
    if (typeof one !== 'object' || one === null || seen.has(one)) return
    seen.add(one)
    if (one instanceof Headers) for (const [, header] of one) texts.push(header)
    for (const key of Reflect.ownKeys(one)) {
      texts.push(String(key))
      walk((one as Record<PropertyKey, unknown>)[key])
    }
  }
  walk(value)
  for (const copy of [() => JSON.stringify(value), () => inspect(structuredClone(value), { depth: null })]) {
    try {
      texts.push(copy() ?? '')
    } catch {
      // A value that cannot be cloned is not visible that way.
    }
  }
  return texts
}

/** Finds a secret in a value and returns the text around it. */
export function findSecret(value: unknown, secret: string): string | undefined {
  for (const text of textsOf(value)) {
    for (const reading of readings(text)) {
      const at = reading.indexOf(secret)
      if (at !== -1) return reading.slice(Math.max(0, at - 40), at + secret.length + 20)
    }
  }
  return undefined
}
