import { EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { MLflowContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { AzureMLOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type Question, streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { useModel } from './use-model.ts'

const table = new MLflowContentFormatter({ input: 'pandas-split', column: 'prompt' })
const list = new MLflowContentFormatter()
const text = 'Grüße, "世界"\n\\ 🙂'

describe.each([
  { model: 'table', formatter: table, wrong: [list, new MLflowContentFormatter({ input: 'pandas-split' })] },
  { model: 'texts', formatter: list, wrong: [table] },
])('a text model with $model, deployed on Azure', ({ model, formatter, wrong }) => {
  const server = useModel(model, 'azure')
  const question = (rest: Partial<Question> = {}): Question => {
    return { url: `${server().url}/score`, formatter, text, ...rest }
  }

  describe.each(chatClients)('for $name', (client) => {
    it('gets the prompt as it is, which is cut from its answer', async () => {
      const answer = await client.ask(question())
      expect(JSON.parse(answer.text)).toEqual({ temperature: 1, top_p: 1, max_new_tokens: 32 })
    })

    it('gets the parameters by the names that it declares', async () => {
      const modelKwargs = { top_p: 0.5, not_declared: 1 }
      const answer = await client.ask(question({ temperature: 0.5, maxTokens: 8, modelKwargs }))
      expect(JSON.parse(answer.text)).toEqual({ temperature: 0.5, top_p: 0.5, max_new_tokens: 8 })
    })

    it('answers a stream whole, in one chunk', async () => {
      const { texts, error } = await streamedOutcomeOf(client, question())
      expect([texts.length, error]).toEqual([1, undefined])
    })

    it('raises', async () => {
      const error = await outcomeOf(client, question({ text: 'raise' }))
      expect(error).toBeInstanceOf(EndpointError)
      expect(error).toMatchObject({ status: 500, message: expect.stringContaining('An unexpected error occurred') })
    })

    it.each(wrong)('refuses an input of another shape', async (other) => {
      expect(await outcomeOf(client, question({ formatter: other }))).toMatchObject({ status: 500 })
    })

    it('answers 32 calls at once, each with its own answer', async () => {
      const texts = Array.from({ length: 32 }, (_, index) => `call ${index}`)
      const full = new MLflowContentFormatter({ ...shapeOf(formatter), stripPrompt: false })
      const answers = await Promise.all(texts.map((one) => client.ask(question({ text: one, formatter: full }))))
      expect(answers.map((answer) => answer.text.split(' {')[0])).toEqual(texts)
    })
  })

  it('answers the text model of LangChain', async () => {
    const endpoint = { endpointUrl: `${server().url}/score`, endpointApiKey: 'any', contentFormatter: formatter }
    const texts = await new AzureMLOnlineEndpoint({ ...endpoint, maxTokens: 4 }).batch(['a', 'b'])
    expect(texts.map((one) => (JSON.parse(one) as { max_new_tokens: number }).max_new_tokens)).toEqual([4, 4])
  })
})

function shapeOf(formatter: MLflowContentFormatter): { input: 'list' } | { input: 'pandas-split'; column: string } {
  return formatter === table ? { input: 'pandas-split', column: 'prompt' } : { input: 'list' }
}

describe('a text model at /invocations, which is not what Azure deploys', () => {
  const server = useModel('table', 'mlflow')
  const question = (formatter: Question['formatter']): Question => {
    return { url: `${server().url}/invocations`, apiType: 'dedicated', formatter, text: 'x' }
  }

  describe.each(chatClients)('for $name', (client) => {
    it.each([
      { name: 'the MLflow formatter', formatter: table },
      { name: 'the chat formatter', formatter: new CustomOpenAIChatContentFormatter() },
    ])('refuses the body of $name by naming its own input fields', async ({ formatter }) => {
      const error = await outcomeOf(client, question(formatter))
      expect(error).toMatchObject({ status: 400, code: 'BAD_REQUEST', retryable: false })
      expect((error as EndpointError).message).toContain('dataframe_split')
    })
  })
})
