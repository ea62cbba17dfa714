// What a codec throws about an answer, as the caller sees it.
import { ContentFormatterBase, EndpointError } from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { clientOf, failure, hello, key } from './client-of.ts'

class RefusingFormatter extends ContentFormatterBase {
  readonly name = 'f'
  readonly codecs = {
    serverless: {
      formatRequest: () => ({}),
      parseResponse: (): never => {
        throw new EndpointError('The model is still loading.', { code: 'loading', retryable: false })
      },
    },
  }
}

it('an EndpointError of a codec gets the status and the body of the answer, without the key', async () => {
  const answer = () => Response.json({ state: 'loading', echoed: key }, { status: 203 })
  const error = await failure(clientOf(answer, { contentFormatter: RefusingFormatter }).chat(hello))
  expect(error).toBeInstanceOf(EndpointError)
  expect(error).toMatchObject({
    message: 'The model is still loading.',
    code: 'loading',
    status: 203,
    body: { state: 'loading', echoed: '<redacted>' },
  })
})
