// OpenTelemetry: spans of all calls of a program, sent to a collector.

import { OpenTelemetry } from '@ai-sdk/otel'
import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { generateText, registerTelemetry } from 'ai'

const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] })
provider.register()
registerTelemetry(new OpenTelemetry())

const { text } = await generateText({
  model: azureML(),
  prompt: 'Why is the sky blue?',
  telemetry: { functionId: 'sky', recordInputs: false, recordOutputs: false }, // keeps the texts out of the spans
})
console.log(text)
await provider.shutdown() // sends what is left; in a server, when it stops
