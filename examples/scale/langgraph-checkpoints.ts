// A bulk job on LangGraph that resumes from its last checkpoint after a failure, without repeating finished calls.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { Annotation, END, MemorySaver, START, StateGraph } from '@langchain/langgraph'

const chat = new AzureMLChatOnlineEndpoint({ maxRetries: 0 })

const Job = Annotation.Root({
  documents: Annotation<string[]>,
  summaries: Annotation<string[]>({ reducer: (old, more) => [...old, ...more], default: () => [] }),
})

async function summarizeNext({ documents, summaries }: typeof Job.State): Promise<{ summaries: string[] }> {
  const { text } = await chat.invoke(`Summarize: ${documents[summaries.length]}`)
  return { summaries: [text] }
}

const graph = new StateGraph(Job)
  .addNode('summarize', summarizeNext)
  .addEdge(START, 'summarize')
  .addConditionalEdges('summarize', ({ documents, summaries }) =>
    summaries.length < documents.length ? 'summarize' : END,
  )
  .compile({ checkpointer: new MemorySaver() }) // in production, use a saver backed by a database

const thread = { configurable: { thread_id: 'job-1' } }
const documents = ['First text.', 'Second text.', 'Third text.', 'Fourth text.']
try {
  await graph.invoke({ documents }, thread)
} catch (error) {
  console.log('stopped:', error instanceof Error ? error.message.slice(0, 60) : error)
}
const { summaries } = await graph.invoke(null, thread)
console.log(summaries.length, 'summaries')
