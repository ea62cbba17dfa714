import { describe, expect, it } from 'vitest'
import { CustomOpenAIChatContentFormatter } from '../src/index.ts'
import { contextOf } from './conversation.ts'
import { chunksOf, joined } from './joined-stream.ts'
import { dedicatedExchanges, type Exchange, serverlessExchanges, streamedExchanges } from './recorded-exchanges.ts'

const exchanges = [...dedicatedExchanges, ...serverlessExchanges, ...streamedExchanges]

describe('a recorded exchange', () => {
  it.each(exchanges)('formats the request: $name', ({ apiType, options, context, request, body }) => {
    const codec = new CustomOpenAIChatContentFormatter(options).codecs[apiType]
    const sent = codec.formatRequest(request, contextOf(apiType, context))
    expect(sent).toStrictEqual(body)
    expect(JSON.parse(JSON.stringify(sent))).toStrictEqual(body)
  })

  it.each(exchanges.filter(isWhole))('parses the response: $name', ({ apiType, options, response, expected }) => {
    const codec = new CustomOpenAIChatContentFormatter(options).codecs[apiType]
    expect(codec.parseResponse(response)).toMatchObject(expected ?? {})
  })

  it.each(streamedExchanges)('parses the stream: $name', ({ events = [], options, expected }) => {
    expect(joined(chunksOf(events, options))).toMatchObject(expected ?? {})
  })
})

function isWhole({ response }: Exchange): boolean {
  return response !== undefined
}
