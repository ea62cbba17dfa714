import { describe, expect, it } from 'vitest'
import { contextOf, contextsOf } from '../../../src/testing/checks/format.ts'
import { eventsOf } from '../../../src/testing/checks/read.ts'
import { SoundFormatter } from '../sound-formatter.ts'

const codec = { formatter: new SoundFormatter(), apiType: 'serverless', exchanges: [] } as const

describe('a context', () => {
  const defaults = { stream: false, modelKwargs: {} }
  const score = new URL('https://my-endpoint.westeurope.inference.ml.azure.com/score')
  const chat = new URL('https://my-endpoint.westeurope.models.ai.azure.com/v1/chat/completions')

  it('has the URL that is given, or else recorded, or else usual', () => {
    const [given, recorded] = [new URL('https://a.example/given'), new URL('https://b.example/recorded')]
    const exchange = { name: 'a', apiType: 'serverless', expected: {} } as const
    const exchanges = [exchange, { ...exchange, context: {} }, { ...exchange, context: { url: recorded } }]
    expect(contextOf(codec, {})).toEqual({ ...defaults, apiType: 'serverless', url: chat })
    expect(contextOf({ ...codec, apiType: 'dedicated' }, {})).toEqual({ ...defaults, apiType: 'dedicated', url: score })
    expect(contextOf({ ...codec, exchanges }, {}).url).toEqual(recorded)
    expect(contextOf({ ...codec, exchanges }, { url: given }).url).toEqual(given)
  })

  it('keeps what is given, but not the API type', () => {
    const given = { stream: true, modelKwargs: { a: 1 }, deploymentName: 'd', apiType: 'dedicated' } as const
    expect(contextOf(codec, given)).toEqual({ ...given, apiType: 'serverless', url: chat })
  })

  it('is streamed only if the codec can stream', () => {
    const whole = new SoundFormatter(() => ({ openStream: undefined as never }))
    expect(contextsOf(codec)).toEqual([{ stream: false }, { stream: true }])
    expect(contextsOf({ ...codec, formatter: whole })).toEqual([{ stream: false }])
  })
})

it('takes the events before [DONE]', () => {
  expect(eventsOf([1, '[DONE]', 2, '[DONE]'])).toEqual([1])
  expect([eventsOf(['[DONE]']), eventsOf([1, 2]), eventsOf([])]).toEqual([[], [1, 2], []])
})
