import type { ContentPart, MediaPart } from '../../messages/chat-message.ts'
import type { ChatRequest, ResponseFormat } from '../../messages/chat-request.ts'
import { mentions, sameJson } from '../values/body-search.ts'
import { type Rule, show, type TestedCodec, violation } from '../checks/rule.ts'
import { contextsOf, format, formatAlways } from '../checks/format.ts'
import { marker } from '../values/marker.ts'
import { question } from '../values/requests.ts'

/** Rules for media parts and for `responseFormat`. */
export const mediaRules: readonly Rule[] = [
  {
    title: 'sends images, audio, videos and files or refuses them',
    remedy:
      "send the part's `url`, or its `data` as base64, beside the text; or throw new ConfigurationError('…', { setting: 'messages[0].content[1]' }).",
    check(codec) {
      for (const media of markedMedia()) checkMedia(codec, [media])
      checkMedia(codec, [imageAt(marker('image')), imageAt(marker('image'))])
      checkDetail(codec)
    },
  },
  {
    title: 'sends JSON mode and a schema or refuses them',
    remedy:
      "request JSON with the parameter of the format, and send the schema or put it into the prompt; or throw new ConfigurationError('…', { setting: 'responseFormat' }).",
    check(codec) {
      for (const context of contextsOf(codec)) {
        const text = marker('user')
        const ask = (responseFormat: ResponseFormat): ChatRequest => question(text, { responseFormat })
        const plain = formatAlways(codec, question(text), context)
        const json = format(codec, ask({ type: 'json' }), context)
        if (json.refusal === undefined && sameJson(json.body, plain)) {
          throw violation(codec, 'formatRequest', `dropped \`responseFormat: { type: 'json' }\`: ${show(plain)}.`)
        }
        const property = marker('property')
        const schema = { type: 'object', properties: { [property]: { type: 'string' } }, required: [property] }
        const { body, refusal } = format(codec, ask({ type: 'json', schema, name: 'answer' }), context)
        if (refusal === undefined && !mentions(body, property)) {
          throw violation(codec, 'formatRequest', `dropped the JSON Schema of \`responseFormat\`: ${show(body)}.`)
        }
        format(codec, ask({ type: 'text' }), context)
      }
    },
  },
]

interface MarkedMedia {
  readonly part: MediaPart
  readonly word: string
}

function imageAt(name: string): MarkedMedia {
  return { part: { type: 'image', url: `https://images.example/${name}.png`, mediaType: 'image/png' }, word: name }
}

/** Base64 text of complete groups of three bytes, so that it is the same at any position. */
const base64 = 'a2l0IHNlZXMgdGhl'

function markedMedia(): readonly MarkedMedia[] {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const name = marker('recording')
  return [
    imageAt(marker('image')),
    { part: { type: 'image', url: new URL(`https://images.example/${name}.png`), mediaType: 'image/png' }, word: name },
    { part: { type: 'image', data: base64, mediaType: 'image/png' }, word: base64 },
    { part: { type: 'image', data: bytes, mediaType: 'image/png' }, word: base64 },
    { part: { type: 'audio', data: base64, mediaType: 'audio/wav' }, word: base64 },
    { part: { type: 'audio', url: `https://audio.example/${name}.wav`, mediaType: 'audio/wav' }, word: name },
    { part: { type: 'video', data: base64, mediaType: 'video/mp4' }, word: base64 },
    { part: { type: 'video', url: `https://video.example/${name}.mp4`, mediaType: 'video/mp4' }, word: name },
    { part: { type: 'file', data: base64, mediaType: 'application/pdf', filename: 'paper.pdf' }, word: base64 },
  ]
}

function checkDetail(codec: TestedCodec): void {
  const detail = marker('detail')
  const { part } = imageAt(marker('image'))
  const content: ContentPart[] = [
    { type: 'text', text: marker('user') },
    { ...part, detail },
  ]
  for (const context of contextsOf(codec)) {
    const { body, refusal } = format(codec, { messages: [{ role: 'user', content }] }, context)
    if (refusal !== undefined || mentions(body, detail)) continue
    throw violation(codec, 'formatRequest', `dropped the \`detail\` of an image: ${show(body)}.`)
  }
}

function checkMedia(codec: TestedCodec, media: readonly MarkedMedia[]): void {
  const text = marker('user')
  const content: ContentPart[] = [{ type: 'text', text }, ...media.map(({ part }) => part)]
  const message = { role: 'user', content } as const
  const later = [message, { role: 'assistant', content: 'I see.' }, { role: 'user', content: 'And?' }] as const
  for (const context of contextsOf(codec)) {
    for (const messages of [[message], later]) {
      const { body, refusal } = format(codec, { messages }, context)
      if (refusal !== undefined) continue
      for (const { part, word } of media) {
        if (mentions(body, word)) continue
        const source = part.url === undefined ? 'data' : 'url'
        throw violation(codec, 'formatRequest', `dropped the ${source} of a part of type ${part.type}: ${show(body)}.`)
      }
      if (!mentions(body, text))
        throw violation(codec, 'formatRequest', `dropped the text beside the ${media[0]?.part.type}: ${show(body)}.`)
    }
  }
}
