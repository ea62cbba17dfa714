import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { expect, it } from 'vitest'
import { TemplateContentFormatter } from '../src/index.ts'
import { exchanges } from './recorded-exchanges.ts'

testContentFormatter(TemplateContentFormatter, exchanges)

it('rejects a stream parameter that contradicts the method called', () => {
  const request = { messages: [{ role: 'user', content: 'Hello' }], modelKwargs: { stream: true } } as const
  const context = {
    apiType: 'dedicated',
    stream: false,
    url: new URL('https://my-ep.westeurope.inference.ml.azure.com/score'),
    modelKwargs: {},
  } as const
  const { dedicated } = new TemplateContentFormatter().codecs
  expect(() => dedicated.formatRequest(request, context)).toThrow('modelKwargs.stream contradicts the method called')
  expect(dedicated.formatRequest(request, { ...context, stream: true })).toMatchObject({ stream: true })
})
