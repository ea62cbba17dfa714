import { CustomOpenAIContentFormatter as contentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { AzureMLOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { describe, expect, it } from 'vitest'
import { clients } from './clients.ts'
import { useScript } from './use-script.ts'

const question = 'Grüße, "世界"\n\\ 🙂'

describe('a chat script', () => {
  const server = useScript('chat')

  describe.each(clients)('for $name', ({ ask }) => {
    it('gets the text as it is', async () => {
      expect(await ask({ url: server().url, text: question })).toBe(`1 messages, the last: ${question}`)
    })

    it('gets the limit of tokens by the name of the model catalog', async () => {
      expect(await ask({ url: server().url, text: question, maxTokens: 3 })).toBe('1 messages, the')
    })

    it('answers 32 calls at once, each with its own answer', async () => {
      const texts = Array.from({ length: 32 }, (_, index) => `call ${index}`)
      const answers = await Promise.all(texts.map((text) => ask({ url: server().url, text })))
      expect(answers).toEqual(texts.map((text) => `1 messages, the last: ${text}`))
    })
  })
})

describe('a chat script with a schema', () => {
  const server = useScript('schema_chat')

  it.each(clients)('answers $name', async ({ ask }) => {
    expect(await ask({ url: server().url, text: 'hello' })).toBe('HELLO')
  })
})

describe('a text script', () => {
  const server = useScript('text')

  it('answers the text model of LangChain', async () => {
    const endpointUrl = `${server().url}/score`
    const model = new AzureMLOnlineEndpoint({ endpointUrl, endpointApiKey: 'any', contentFormatter })
    expect(await model.invoke('Once.')).toContain('And so on.')
    expect((await model.generate(['One.', 'Two.'])).generations.map(([first]) => first?.text)).toHaveLength(2)
  })
})
