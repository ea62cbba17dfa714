import { OpenTelemetry } from '@ai-sdk/otel'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { embedMany, generateText, jsonSchema, registerTelemetry, streamText, tool } from 'ai'
import { type AzureMLProvider, createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { type Client, type ClientCall, lookUp, question } from './client-call.ts'

const spans = new InMemorySpanExporter()
const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
registerTelemetry(new OpenTelemetry({ tracer: tracers.getTracer('hostile') }))

/** Calls with `generateText`, `streamText` and `embedMany`, and keeps the spans of OpenTelemetry. */
export const aiSdkClient: Client = ({ maxRetries = 0, ...options }) => {
  // The AI SDK retries and does not say when, so its provider has no `onRetry`.
  const { onRetry: _onRetry, ...settings } = options
  const provider = createAzureML(settings)
  spans.reset()
  return async (call) => {
    const seen: unknown[] = []
    const observed = (): Record<string, unknown> => ({ spans: spans.getFinishedSpans().map(shownSpan), parts: seen })
    try {
      const answer = await ask(provider, call, { maxRetries, seen })
      return { answer, observed: observed() }
    } catch (error) {
      return { error, observed: observed() }
    }
  }
}

interface Asking {
  readonly maxRetries: number
  /** Where parts of a stream are kept. */
  readonly seen: unknown[]
}

async function ask(provider: AzureMLProvider, call: ClientCall, { maxRetries, seen }: Asking): Promise<unknown> {
  const common = { maxRetries, abortSignal: call.signal, ...(call.headers && { headers: call.headers }) }
  if (call.operation === 'embed') {
    return embedMany({ ...common, model: provider.embeddingModel(), values: [question] })
  }
  const prompt = { ...common, model: provider(), prompt: question, ...(call.tools && { tools }) }
  if (call.operation === 'chat') return generateText(prompt)
  return readStream(streamText(prompt), seen)
}

const tools = {
  [lookUp.name]: tool({ description: lookUp.description, inputSchema: jsonSchema({ ...lookUp.parameters }) }),
}

type Streamed = Pick<
  ReturnType<typeof streamText>,
  'text' | 'usage' | 'finishReason' | 'response' | 'providerMetadata' | 'fullStream'
>

/** Reads a stream to its end; an error in it counts as one that is thrown. */
async function readStream(result: Streamed, seen: unknown[]): Promise<unknown> {
  const promises = [result.text, result.usage, result.finishReason, result.response, result.providerMetadata]
  // All of them fail together; one that nobody awaits would be unhandled.
  const settled = Promise.allSettled(promises)
  for await (const part of result.fullStream) {
    if (part.type === 'error') throw part.error
    if (part.type === 'abort') throw new DOMException(String(part.reason), 'AbortError')
    if (part.type !== 'text-delta' && seen.length < 100) seen.push(part)
  }
  return settled
}

interface Span {
  readonly name: string
  readonly attributes: unknown
  readonly events: unknown
  readonly status: unknown
}

/** What an exporter would send of a span. */
function shownSpan({ name, attributes, events, status }: Span): Span {
  return { name, attributes, events, status }
}
