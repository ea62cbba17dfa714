import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { describe, expect, it } from 'vitest'

const endpointUrl = 'https://ep.eastus2.inference.ml.azure.com/v1/chat/completions'

async function errorOf(body: unknown, modelKwargs: Record<string, unknown> = {}): Promise<Error> {
  const fetch = async (): Promise<Response> => Response.json(body, { status: 400 })
  const options = { endpointUrl, endpointApiKey: 'a-key-of-tests', fetch, maxRetries: 0, modelKwargs }
  const error: unknown = await new AzureMLChatOnlineEndpoint(options).invoke('Hi').catch((thrown: unknown) => thrown)
  return error as Error
}

describe('the advice of an error names what LangChain has', () => {
  it('for a deployment that does not stream', async () => {
    const error = await errorOf({ error: { message: 'Media type text/event-stream is not acceptable.' } })
    expect(error.message).toContain('This deployment does not stream: pass `disableStreaming: true`.')
  })

  it("for a forced tool, and keeps the endpoint's own words", async () => {
    const error = await errorOf({
      error: { message: '`toolChoice` of chat(): tool_choice is incompatible with thinking enabled' },
    })
    expect(error.message).toContain(': `toolChoice` of chat(): tool_choice is incompatible')
    expect(error.message).toContain("Pass `tool_choice: 'auto'`")
  })

  it.each([
    ["'max_tokens' is not supported. Use 'max_completion_tokens' instead.", 'maxTokensParameter'],
    ['stream_options is not supported', 'streamUsage'],
    ['reasoning_content is missing at index 1', 'sendReasoning'],
  ])('for an option of the formatter: %s', async (message, option) => {
    const error = await errorOf({ error: { message } })
    expect(error.message).toContain(`Create the model with \`${option}: `)
  })

  it('for a request that the formatter refuses, in the stack too', async () => {
    const error = await errorOf({}, { stream: true })
    expect(error.message).toContain('but the call is invoke(). Remove it, or call stream()')
    expect(error.stack).toContain('but the call is invoke()')
    expect(error.stack).not.toContain('chat()')
  })

  it('for a deployment of embeddings', async () => {
    const fetch = async (): Promise<Response> => Response.json({ object: 'list', data: [] })
    const model = new AzureMLChatOnlineEndpoint({ endpointUrl, endpointApiKey: 'a-key-of-tests', fetch, maxRetries: 0 })
    await expect(model.invoke('Hi')).rejects.toThrow('Call `AzureMLEmbeddings.embedDocuments()`, or use')
  })
})
