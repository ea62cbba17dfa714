import { expect } from 'vitest'
import { ConfigurationError, type RequestContext } from '../../src/index.ts'
import { type Body, type Codec, type Request, sound } from './sound-operations.ts'

/** Changes the request before the sound codec gets it. */
export const asking = (change: (request: Request, context: RequestContext) => Request): Partial<Codec> => ({
  formatRequest: (request, context) => sound.formatRequest(change(request, context), context),
})
/** Changes the body that the sound codec created. */
export const sending = (
  change: (body: Body, request: Request, context: RequestContext) => unknown,
): Partial<Codec> => ({
  formatRequest: (request, context) => change(sound.formatRequest(request, context) as Body, request, context),
})
/** Refuses some requests, for a setting. */
export const refusing = (is: (request: Request) => boolean, setting: string): Partial<Codec> => ({
  formatRequest: (request, context) => {
    if (is(request)) throw new ConfigurationError('No.', { setting })
    return sound.formatRequest(request, context)
  },
})
/** Changes what the sound codec parsed. */
export const parsing = (change: (parsed: object, body: unknown) => unknown): Partial<Codec> => ({
  parseResponse: (body) => change(sound.parseResponse(body) as object, body),
})

/** What the kit says about the two codecs, without the ends; `''` if it finds nothing. */
export function both(embed: string, rerank = embed): readonly unknown[] {
  const start = (member: string, problem: string): unknown =>
    problem === '' ? '' : expect.stringContaining(`\`${member}.serverless.${problem}`)
  return [start('embeddingCodecs', embed), start('rerankCodecs', rerank)]
}
