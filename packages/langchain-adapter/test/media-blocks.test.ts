import { describe, expect, it } from 'vitest'
import { parts, thrown } from './user-block.ts'

const url = 'https://a.b/c'
const data = 'aGVsbG8='
const dataUrl = `data:image/png;base64,${data}`
const bytes = new Uint8Array([1, 2])

describe('a medium is read from every field that providers have for it:', () => {
  it.each<[object, object]>([
    ...['image', 'audio', 'video', 'file'].flatMap((type): [object, object][] => [
      [
        { type, url },
        { type, url },
      ],
      [
        { type, data },
        { type, data },
      ],
      [
        { type, data: bytes },
        { type, data: bytes },
      ],
    ]),
    ...['image', 'audio', 'video'].flatMap((type): [object, object][] => [
      [
        { type: `${type}_url`, [`${type}_url`]: { url } },
        { type, url },
      ],
      [
        { type: `${type}_url`, [`${type}_url`]: url },
        { type, url },
      ],
      [
        { type: `input_${type}`, [`input_${type}`]: { data } },
        { type, data },
      ],
      [
        { type: `input_${type}`, [type]: { url } },
        { type, url },
      ],
      [
        { type: 'file', data, mimeType: `${type}/x` },
        { type, data, mediaType: `${type}/x` },
      ],
    ]),
    [
      { type: 'file_url', file_url: { url } },
      { type: 'file', url },
    ],
    [
      { type: 'document_url', document_url: url, document_name: 'a' },
      { type: 'file', url, filename: 'a' },
    ],
    [
      { type: 'input_file', file_url: url },
      { type: 'file', url },
    ],
    [
      { type: 'input_file', file_data: data },
      { type: 'file', data },
    ],
    [
      { type: 'input_image', image_url: url },
      { type: 'image', url },
    ],
    [
      { type: 'media', fileUri: url },
      { type: 'file', url },
    ],
    [
      { type: 'resource', resource: { uri: url } },
      { type: 'file', url },
    ],
    [
      { type: 'resource', resource: { blob: data } },
      { type: 'file', data },
    ],
    [{ inlineData: { data, mimeType: 'text/csv' } }, { type: 'file', data, mediaType: 'text/csv' }],
    [{ fileData: { fileUri: url } }, { type: 'file', url }],
    [
      { type: 'image', source: { type: 'url', url } },
      { type: 'image', url },
    ],
    [
      { type: 'image', source: data },
      { type: 'image', data },
    ],
    [
      { type: 'image', file: { url } },
      { type: 'image', url },
    ],
    [
      { type: 'image', url: new URL(url) },
      { type: 'image', url },
    ],
    [
      { type: 'image', url: dataUrl },
      { type: 'image', data: dataUrl },
    ],
    [
      { type: 'image', url: dataUrl.toUpperCase() },
      { type: 'image', data: dataUrl.toUpperCase() },
    ],
    [
      { type: 'image_url', image_url: url.toUpperCase() },
      { type: 'image', url: url.toUpperCase() },
    ],
    [
      { type: 'file', file: { file_data: dataUrl } },
      { type: 'image', data: dataUrl },
    ],
    [
      { type: 'file', url, data },
      { type: 'file', data },
    ],
  ])('%j', (block, part) => {
    expect(parts(block)).toEqual([part])
  })

  it.each<[object, object]>([
    [{ mimeType: 'image/png', mime_type: 'image/gif' }, { mediaType: 'image/png' }],
    [{ mime_type: 'image/gif', media_type: 'image/bmp' }, { mediaType: 'image/gif' }],
    [{ media_type: 'image/bmp' }, { mediaType: 'image/bmp' }],
    [{ mimeType: '' }, {}],
    // Only a recording has its kind in the format.
    [{ format: 'png' }, {}],
    [{ filename: 'a', file_name: 'b' }, { filename: 'a' }],
    [{ file_name: 'b', document_name: 'c' }, { filename: 'b' }],
    [{ metadata: { filename: 'a', name: 'b' } }, { filename: 'a' }],
    [{ metadata: { name: 'b', title: 'c' } }, { filename: 'b' }],
    [{ metadata: { title: 'c' } }, { filename: 'c' }],
    [{ detail: 'low', metadata: { detail: 'high' } }, { detail: 'low' }],
    [{ metadata: { detail: 'high' }, extras: { detail: 'low' } }, { detail: 'high' }],
    [{ extras: { detail: 'low' } }, { detail: 'low' }],
  ])('the image with %j', (fields, expected) => {
    expect(parts({ type: 'image', data, ...fields })).toEqual([{ type: 'image', data, ...expected }])
  })

  it('the format of a recording', () => {
    const block = { type: 'input_audio', input_audio: { data, format: 'mp3' } }
    expect(parts(block)).toEqual([{ type: 'audio', data, mediaType: 'audio/mp3' }])
    expect(parts({ ...block, mimeType: 'audio/mpeg' })).toEqual([{ type: 'audio', data, mediaType: 'audio/mpeg' }])
    expect(parts({ type: 'audio', data, format: 5 })).toEqual([{ type: 'audio', data }])
  })

  it.each<[object, string]>([
    [{ type: 'image' }, 'has neither data nor a URL. Pass one of them.'],
    [{ type: 'image', data: 5 }, 'has neither data nor a URL. Pass one of them.'],
    [{ type: 'image', url: 5 }, 'has no URL. Pass it as a string.'],
    ...['fileId', 'file_id', 'id'].map((name): [object, string] => [
      { type: 'file', [name]: 'f-1' },
      'refers to a file stored by another provider ("f-1"). Pass its data or a URL.',
    ]),
    [
      { type: 'forecast' },
      'is a block of type "forecast", which cannot be sent to the endpoint. Pass text, image, audio, video and file blocks.',
    ],
    [
      {},
      'is a block without a type, which cannot be sent to the endpoint. Pass text, image, audio, video and file blocks.',
    ],
    ...['tool_result', 'toolResult', 'functionResponse', 'function_call_output'].map((type): [object, string] => [
      { type },
      `is a block of type "${type}", which cannot be sent to the endpoint. Pass the result of a tool as a ToolMessage.`,
    ]),
    ...['text', 'text-plain', 'input_text', 'output_text'].map((type): [object, string] => [
      { type, text: 5 },
      `is a ${type} block without text. Set its \`text\`.`,
    ]),
    [5 as never, 'is 5. Pass text or a content block.'],
    [null as never, 'is null. Pass text or a content block.'],
  ])('and is refused without one: %j', (block, problem) => {
    const at = 'messages[0].content[1]'
    expect(thrown(block)).toMatchObject({ name: 'ConfigurationError', setting: at, message: `${at} ${problem}` })
  })
})
