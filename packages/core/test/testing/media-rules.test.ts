import type { MediaPart } from '../../src/index.ts'
import { asking, eachPart, inMessage, without } from './changes.ts'
import { notices, type Row } from './notices.ts'

const media: readonly (readonly [string, (part: MediaPart) => boolean, string])[] = [
  ['links to images', ({ type, url }) => type === 'image' && typeof url === 'string', 'url of a part of type image'],
  ['URL objects', ({ url }) => url instanceof URL, 'url of a part of type image'],
  ['image data', ({ type, data }) => type === 'image' && typeof data === 'string', 'data of a part of type image'],
  ['bytes', ({ data }) => data instanceof Uint8Array, 'data of a part of type image'],
  ['audio data', ({ type, url }) => type === 'audio' && url === undefined, 'data of a part of type audio'],
  ['links to audio', ({ type, url }) => type === 'audio' && url !== undefined, 'url of a part of type audio'],
  ['video data', ({ type, url }) => type === 'video' && url === undefined, 'data of a part of type video'],
  ['links to videos', ({ type, url }) => type === 'video' && url !== undefined, 'url of a part of type video'],
  ['files', ({ type }) => type === 'file', 'data of a part of type file'],
]

const isMedia = (part: unknown): boolean => (part as MediaPart | { type: 'text' }).type !== 'text'

notices(/^sends images/, [
  ...media.map(([name, isDropped, what]): Row => {
    return [`drops ${name}`, eachPart((part) => (isDropped(part) ? undefined : part)), `dropped the ${what}: {"said"`]
  }),
  [
    'sends one image only',
    inMessage((content) => content.filter((part, index) => !isMedia(part) || index < 2)),
    'dropped the url of a part of type image: {"said"',
  ],
  [
    'drops images of earlier messages',
    inMessage(
      (content) => content.filter((part) => !isMedia(part)),
      (all) => all > 1,
    ),
    'dropped the url of a part of type image: {"said"',
  ],
  [
    'drops text beside media',
    inMessage((content) => content.filter(isMedia)),
    'dropped the text beside the image: {"said"',
  ],
  [
    'drops the detail',
    eachPart((part) => ({ ...part, detail: undefined })),
    'dropped the `detail` of an image: {"said"',
  ],
])

notices(/^sends JSON mode/, [
  ['drops JSON mode', without('responseFormat'), "dropped `responseFormat: { type: 'json' }`: {"],
  [
    'drops JSON mode unless there is a schema',
    asking(({ responseFormat: format, ...rest }) =>
      format?.type === 'json' && format.schema === undefined ? rest : { ...rest, responseFormat: format },
    ),
    "dropped `responseFormat: { type: 'json' }`: {",
  ],
  [
    'drops the schema',
    asking(({ responseFormat: format, ...rest }) => ({
      ...rest,
      ...(format && { responseFormat: { type: format.type } }),
    })),
    'dropped the JSON Schema of `responseFormat`: {',
  ],
])
