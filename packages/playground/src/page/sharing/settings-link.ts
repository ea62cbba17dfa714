import { z } from 'zod'
import { deflate, fromBase64Url, inflate, toBase64Url } from './compact-text.ts'
import { describeProblems } from '../storage/describe-problems.ts'
import { sharedFields, type SharedSettings, withoutSecrets } from '../storage/shared-settings.ts'

/** Returns a URL of this page whose fragment holds the settings; browsers do not send fragments to any server. */
export async function settingsLink(page: string, shared: SharedSettings): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, ...linkable(shared) }))
  const plain = plainPrefix + toBase64Url(bytes)
  const url = new URL(page)
  url.hash = plain.length <= maxPlainLength ? plain : compressedPrefix + toBase64Url(await deflate(bytes))
  if (url.href.length <= maxLinkLength) return url.href
  throw new Error(
    `The link would be ${url.href.length} characters long, and many programs truncate links at ${maxLinkLength}. Shorten the system prompt or the schema, or export a file.`,
  )
}

/** Returns whether a fragment says that it holds settings. */
export function holdsSettings(fragment: string): boolean {
  return fragment.startsWith(plainPrefix) || fragment.startsWith(compressedPrefix)
}

/**
 * Parses the fragment of a link. Its author chose every value, so the page asks before it applies any of them.
 * @throws Error that says what is wrong with the link.
 */
export async function parseSettingsLink(fragment: string): Promise<SharedSettings> {
  const parsed = linkSchema.safeParse(await jsonIn(fragment))
  if (!parsed.success) throw new Error(describeProblems('The link', parsed.error))
  return linkable(parsed.data)
}

const plainPrefix = '#settings='
const compressedPrefix = '#settings.z='

/** Longer settings are compressed. */
const maxPlainLength = 500

/** Longer links are cut by chat and mail programs. */
const maxLinkLength = 8_000

/** Limits what a few compressed kilobytes can become. */
const maxJSONBytes = 256 * 1024

const linkSchema = z.object({
  version: z.literal(1, { error: 'is not 1; a newer playground made it' }),
  ...sharedFields,
})

async function jsonIn(fragment: string): Promise<unknown> {
  try {
    const isPlain = fragment.startsWith(plainPrefix)
    const bytes = fromBase64Url(fragment.slice((isPlain ? plainPrefix : compressedPrefix).length))
    return JSON.parse(new TextDecoder().decode(isPlain ? bytes : await inflate(bytes, maxJSONBytes)))
  } catch (cause) {
    throw new Error('The link is damaged: its settings cannot be decoded. Ask for the link again.', { cause })
  }
}

/** Removes what a link never holds; an endpoint is part of it only if the settings select it. */
function linkable({ settings, endpoint }: SharedSettings): SharedSettings {
  return withoutSecrets({ settings, ...(settings.endpoint === 'own' && endpoint && { endpoint }) })
}
