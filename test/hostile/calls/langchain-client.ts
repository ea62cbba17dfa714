import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { RunCollectorCallbackHandler } from '@langchain/core/tracers/run_collector'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { type Client, type ClientCall, lookUp, question } from './client-call.ts'

/** Calls with LangChain's chat model, with a tracer and a handler that keep what they are told. */
export const langChainClient: Client = (options) => {
  const model = new AzureMLChatOnlineEndpoint(options)
  return async (call) => {
    const runs = new RunCollectorCallbackHandler()
    const events: unknown[] = []
    const handler = BaseCallbackHandler.fromMethods({
      handleChatModelStart: (...given) => void events.push(given),
      handleLLMStart: (...given) => void events.push(given),
      handleLLMEnd: (...given) => void events.push(given),
      handleLLMError: (...given) => void events.push(given),
    })
    const observed = { runs: runs.tracedRuns, events }
    try {
      return { answer: await ask(model, call, call.listened ? [runs, handler] : []), observed }
    } catch (error) {
      return { error, observed }
    }
  }
}

async function ask(
  model: AzureMLChatOnlineEndpoint,
  { operation, headers, signal, tools }: ClientCall,
  callbacks: (RunCollectorCallbackHandler | BaseCallbackHandler)[],
): Promise<unknown> {
  const offered = tools ? { tools: [{ type: 'function' as const, function: lookUp }] } : {}
  const options = { signal, callbacks, ...(headers && { headers }), ...offered }
  if (operation !== 'stream') return model.invoke(question, options)
  let first: unknown
  let last: unknown
  for await (const chunk of await model.stream(question, options)) {
    first ??= chunk
    last = chunk
  }
  return [first, last]
}
