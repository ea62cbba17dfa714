import { ConfigurationError, type MediaPart, toBase64 } from '@azureml-endpoints/core'
import type { MediaRendering } from './turns.ts'

/** Renders an image as Text Generation Inference finds it in a prompt: `![](…)` with a URL or inline data. */
export const markdownImage: MediaRendering = (part, setting) => {
  if (part.type !== 'image') return undefined
  if (part.detail !== undefined) {
    const message = `${setting}.detail cannot be sent inside a prompt. Leave it out.`
    throw new ConfigurationError(message, { setting: `${setting}.detail` })
  }
  const url = part.url === undefined ? dataUrl(part, setting) : String(part.url)
  if (!/^(https?:\/\/|data:[^;,]*;base64,)/i.test(url.slice(0, 200))) {
    const message = `${setting}.url is neither an http URL nor a data: URL with base64. Pass one of these, or the bytes of the image.`
    throw new ConfigurationError(message, { setting: `${setting}.url` })
  }
  return `![](${url.replaceAll(')', '%29')})`
}

function dataUrl({ data, mediaType }: MediaPart, setting: string): string {
  if (typeof data === 'string' && /^data:/i.test(data.slice(0, 5))) return data
  const base64 = typeof data === 'string' ? data : toBase64(data ?? new Uint8Array())
  const isFull = mediaType !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(mediaType)
  const type = isFull ? mediaType : signatures.find(([start]) => base64.startsWith(start))?.[1]
  if (type !== undefined) return `data:${type};base64,${base64}`
  const message = `${setting}.mediaType is missing, and the data is not PNG, JPEG, GIF or WebP. Pass it, such as 'image/tiff'.`
  throw new ConfigurationError(message, { setting: `${setting}.mediaType` })
}

/** How files begin, as base64. */
const signatures = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
] as const
