import { FormatError } from '@azureml-endpoints/core'
import { PromptFlowContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type Question, streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { useFlow } from './use-flow.ts'

const formatter = new PromptFlowContentFormatter({ chatInput: 'query', chatHistory: false })

describe('a flow that is a function and returns only text', () => {
  const server = useFlow('text', 'flask')
  const question = (text: string, rest: Partial<Question> = {}): Question => {
    return { url: `${server().url}/score`, formatter, text, ...rest }
  }

  describe.each(chatClients)('for $name', (client) => {
    it('answers whole', async () => {
      expect((await client.ask(question('"x" é'))).text).toBe('You said: "x" é')
      expect((await client.ask(question('stream a b'))).text).toBe('a b ')
    })

    it('answers a stream in pieces, or whole', async () => {
      expect(await streamedOutcomeOf(client, question('stream a b'))).toEqual({ texts: ['a ', 'b '] })
      expect(await streamedOutcomeOf(client, question('x'))).toEqual({ texts: ['You said: x'] })
    })

    it('has no output of another name', async () => {
      const other = new PromptFlowContentFormatter({ chatInput: 'query', chatHistory: false, chatOutput: 'reply' })
      const { error } = await streamedOutcomeOf(client, question('stream a b', { formatter: other }))
      expect(error).toBeInstanceOf(FormatError)
      expect((error as FormatError).message).toContain('"output"')
    })

    it('tells what input is missing', async () => {
      const error = await outcomeOf(client, question('x', { formatter: new PromptFlowContentFormatter() }))
      expect(error).toMatchObject({ status: 400, message: expect.stringContaining("['query'] are missing") })
    })
  })
})
