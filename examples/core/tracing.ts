// OpenTelemetry: a span for each call, with an event for each response and retry, sent to a collector.

import { AzureMLEndpointClient, type ChatRequest, type ChatResponse } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] })
provider.register() // before anything else asks for a tracer
const tracer = trace.getTracer('my-app')

const client = new AzureMLEndpointClient({
  contentFormatter: CustomOpenAIChatContentFormatter,
  onResponse: ({ status, durationMs }) => void trace.getActiveSpan()?.addEvent('response', { status, durationMs }),
  onRetry: ({ error, delayMs }) => void trace.getActiveSpan()?.addEvent('retry', { status: error.status, delayMs }),
})

function chat(request: ChatRequest): Promise<ChatResponse> {
  return tracer.startActiveSpan('chat', { kind: SpanKind.CLIENT }, async (span) => {
    try {
      const answer = await client.chat(request)
      span.setAttributes({
        'gen_ai.operation.name': 'chat',
        'gen_ai.response.model': answer.model,
        'gen_ai.response.finish_reasons': [answer.finishReason],
        'gen_ai.usage.input_tokens': answer.usage?.inputTokens,
        'gen_ai.usage.output_tokens': answer.usage?.outputTokens,
      })
      return answer
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) }) // has no key
      throw error
    } finally {
      span.end()
    }
  })
}

console.log((await chat({ messages: [{ role: 'user', content: 'Why is the sky blue?' }] })).text)
await provider.shutdown() // sends what is left; in a server, when it stops
